import { DataFile, manifestFiles } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { load } from 'js-yaml';

function filesOf(build: (app: App) => void): Record<string, string> {
  const app = new App();
  build(app);
  return Object.fromEntries(manifestFiles(app, 'test'));
}

const settings = () => ({ global: { scrape_interval: '10s' }, empty: [] });

describe('a file for a program that is not Kubernetes', () => {
  test('is YAML with a comment on top', () => {
    const files = filesOf((app) => {
      new DataFile(app, 'File', { file: 'local/some.yml', title: 'some settings', data: settings });
    });
    const text = files['local/some.yml'] as string;
    expect(text.split('\n').slice(0, 2)).toEqual([
      '# Generated from test; do not edit, change the source and synthesize again.',
      '# some settings',
    ]);
    expect(load(text)).toEqual(settings());
  });

  test('is JSON that tells where it comes from', () => {
    const files = filesOf((app) => {
      new DataFile(app, 'File', { file: 'local/some.json', title: 'some settings', data: settings });
    });
    const { __generated: mark, ...data } = JSON.parse(files['local/some.json'] as string);
    expect(mark).toMatch(/^Generated from test;/);
    expect(data).toEqual(settings());
  });

  test('is refused under the name of a manifest, which Argo CD would apply', () => {
    expect(() =>
      filesOf((app) => {
        new DataFile(app, 'File', { file: 'local/some.yaml', title: 'some settings', data: settings });
      }),
    ).toThrow('File: "local/some.yaml" would be taken for a manifest; let the name end in ".yml" or ".json"');
  });

  test('is refused where another construct writes already', () => {
    expect(() =>
      filesOf((app) => {
        new DataFile(app, 'One', { file: 'local/some.yml', title: 'some settings', data: settings });
        new DataFile(app, 'Two', { file: 'local/some.yml', title: 'some settings', data: settings });
      }),
    ).toThrow('Two: One already writes local/some.yml; name another file');
  });
});
