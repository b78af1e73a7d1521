import { ArgoApplication, ArgoProject, type ArgoProjectProps, OutputFile } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';

const repository = 'https://git.example/shop.git';
const destination = { cluster: 'shop-cluster', namespace: 'shop-test' };

function project(props: Partial<ArgoProjectProps> = {}) {
  const file = new OutputFile(new App(), 'File', { file: 'argocd/shop.yaml', title: 'shop' });
  return new ArgoProject(file, 'Project', {
    name: 'shop',
    description: 'The shop',
    sources: [repository],
    destinations: [destination],
    allow: { cluster: [], namespaced: [] },
    ...props,
  });
}

const application = {
  name: 'shop-test',
  source: { repository, revision: 'main', path: 'dist/test' },
  destination,
  sync: { retry: { limit: 2, initial: '30s', maximum: '3m' } },
};

describe('an AppProject', () => {
  test.each([
    ['a repository', { sources: ['*'] }],
    ['a cluster', { destinations: [{ cluster: '*', namespace: 'shop-test' }] }],
    ['a namespace', { destinations: [{ cluster: 'shop-cluster', namespace: 'shop-*' }] }],
  ])('refuses a wildcard for %s', (_what, props) => {
    expect(() => project(props)).toThrow(/^File\/Project: ".*\*" would open more than is needed; write out each/);
  });
});

describe('an Application', () => {
  test('may read and write what its project allows', () => {
    const allowing = project();
    expect(() => new ArgoApplication(allowing, 'Application', { ...application, project: allowing })).not.toThrow();
  });

  test('may read nothing else', () => {
    const allowing = project();
    const source = { ...application.source, repository: 'https://git.example/other.git' };
    expect(() => new ArgoApplication(allowing, 'Application', { ...application, source, project: allowing })).toThrow(
      'File/Project/Application: project shop allows https://git.example/shop.git but not the source ' +
        'https://git.example/other.git; add it there',
    );
  });

  test('may write nowhere else', () => {
    const allowing = project();
    const elsewhere = { ...destination, namespace: 'kube-system' };
    const props = { ...application, destination: elsewhere, project: allowing };
    expect(() => new ArgoApplication(allowing, 'Application', props)).toThrow(
      'File/Project/Application: project shop does not allow the namespace kube-system of cluster shop-cluster; add it there',
    );
  });
});
