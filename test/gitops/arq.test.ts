import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesObject } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { loadAll } from 'js-yaml';

type Loose = any;

function committed(folder: string): { file: string; object: KubernetesObject & Loose }[] {
  return readdirSync(folder).flatMap((file) =>
    (loadAll(readFileSync(join(folder, file), 'utf8')) as KubernetesObject[]).map((object) => ({ file, object })),
  );
}

const objects = committed('argocd');
const ofKind = (kind: string) => objects.filter(({ object }) => object.kind === kind).map(({ object }) => object);
const applications = ofKind('Application');
const projectOf = ({ spec }: Loose) => ofKind('AppProject').find(({ metadata }) => metadata.name === spec.project);

/** Whether a rule of a whitelist covers an object. */
function covers(rule: Loose, object: KubernetesObject): boolean {
  const group = object.apiVersion.includes('/') ? object.apiVersion.split('/')[0] : '';
  return (
    rule.group === group && rule.kind === object.kind && (rule.name === undefined || rule.name === object.metadata.name)
  );
}

describe('the Argo CD definitions', () => {
  test.each(['staging', 'production'])(
    'deliver %s, and their project allows each object of it and no cluster-wide one more',
    (name) => {
      const application = applications.find(({ metadata }) => metadata.name === `arq-${name}`);
      expect(application?.spec.destination).toEqual({ name: `arq-${name}`, namespace: `arq-${name}` });
      expect(application?.spec.source.path).toBe(`dist/${name}`);
      const { clusterResourceWhitelist, namespaceResourceWhitelist } = projectOf(application).spec;
      const delivered = committed(`dist/${name}`).map(({ object }) => object);
      for (const object of delivered) {
        const rules = object.metadata.namespace === undefined ? clusterResourceWhitelist : namespaceResourceWhitelist;
        expect({
          object: `${object.kind} ${object.metadata.name}`,
          allowed: rules.some((rule: Loose) => covers(rule, object)),
        }).toEqual({
          object: `${object.kind} ${object.metadata.name}`,
          allowed: true,
        });
      }
      expect(
        clusterResourceWhitelist.filter((rule: Loose) => rule.name === undefined || !/^arq-/.test(rule.name)),
      ).toEqual([]);
    },
  );

  test.each(['staging', 'production'])('leave the colours of %s to the controller of Rollouts', (name) => {
    const application = applications.find(({ metadata }) => metadata.name === `arq-${name}`);
    const delivered = committed(`dist/${name}`).map(({ object }) => object);
    const rollouts = delivered.filter(({ kind }) => kind === 'Rollout').map(({ metadata }) => metadata.name);
    expect(rollouts).toEqual(['arq-backend', 'arq-frontend']);
    const switched = application?.spec.ignoreDifferences.filter(({ kind }: Loose) => kind === 'Service');
    expect(switched.map((rule: Loose) => rule.name)).toEqual(rollouts.flatMap((tier) => [tier, `${tier}-preview`]));
    for (const { jsonPointers } of switched)
      expect(jsonPointers).toEqual(['/spec/selector/rollouts-pod-template-hash']);
    const { syncOptions } = application?.spec.syncPolicy ?? {};
    expect(syncOptions).toContain('RespectIgnoreDifferences=true');
    expect(syncOptions).not.toContain('ServerSideApply=true');
  });

  test('do not deliver the laptop', () => {
    expect(applications.filter(({ spec }) => spec.source.path?.includes('local'))).toEqual([]);
  });

  test('stay within exact repositories and destinations', () => {
    for (const application of applications) {
      const { spec } = projectOf(application);
      expect(spec.sourceRepos).toContain(application.spec.source.repoURL);
      expect(spec.destinations).toContainEqual(application.spec.destination);
      expect(JSON.stringify([spec.sourceRepos, spec.destinations])).not.toContain('*');
      expect(application.spec.destination.server).toBeUndefined();
    }
  });

  test('pin every chart to one version', () => {
    const charts = applications.filter(({ spec }) => spec.source.chart);
    expect(charts.map(({ metadata }) => metadata.name).sort()).toEqual(
      [
        'argo-rollouts',
        'cert-manager',
        'envoy-gateway',
        'external-secrets',
        'gateway-crds',
        'kube-prometheus-stack',
        'prometheus-operator-crds',
      ]
        .flatMap((name) => [`${name}-production`, `${name}-staging`])
        .sort(),
    );
    for (const { spec } of charts) expect(spec.source.targetRevision).toMatch(/^v?\d+\.\d+\.\d+$/);
  });

  test('never prune custom resource definitions, apply on the server what is too large otherwise, and nothing else', () => {
    const option = (text: string) =>
      applications
        .filter(({ spec }) => spec.syncPolicy.syncOptions.includes(text))
        .map(({ metadata }) => metadata.name);
    const each = (...names: string[]) => names.flatMap((name) => [`${name}-production`, `${name}-staging`]).sort();
    expect(option('Prune=false').sort()).toEqual(each('gateway-crds', 'prometheus-operator-crds'));
    expect(option('ServerSideApply=true').sort()).toEqual(
      each('argo-rollouts', 'external-secrets', 'gateway-crds', 'prometheus-operator-crds'),
    );
    expect(JSON.stringify(objects)).not.toMatch(/Replace=true|Force=true|SkipDryRunOnMissingResource/);
  });

  test('hold production back at weekends, with syncs by hand still possible', () => {
    const windows = ofKind('AppProject').flatMap(({ spec }) => spec.syncWindows ?? []);
    expect(windows).toEqual([
      {
        kind: 'deny',
        schedule: '0 15 * * 5',
        duration: '63h',
        applications: ['arq-production'],
        timeZone: 'UTC',
        manualSync: true,
      },
    ]);
  });

  test('come with a root that brings all others along, but not itself, and prunes nothing', () => {
    const root = applications.find(({ metadata }) => metadata.name === 'arq-root');
    expect(root?.spec.source).toMatchObject({
      path: 'argocd',
      directory: { include: '*.yaml', exclude: 'root.yaml', recurse: false },
    });
    expect(root?.spec.syncPolicy.automated.prune).toBe(false);
    expect(
      objects.filter(({ file }) => file === 'root.yaml').map(({ object }) => `${object.kind} ${object.metadata.name}`),
    ).toEqual(['AppProject arq-root', 'Application arq-root']);
  });

  test('hold no Secret and no password', () => {
    expect(ofKind('Secret')).toEqual([]);
    expect(JSON.stringify(objects)).not.toMatch(/"(adminPassword|password|token)":/i);
  });
});
