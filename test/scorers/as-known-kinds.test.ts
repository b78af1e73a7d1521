import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { KubernetesObject } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { loadAll } from 'js-yaml';
import { blueGreen, judgedShop, objectOf, objectsOf, web } from '../support/fixture.ts';

// Scripts carry no types of their own.
const { asKnownKind }: { asKnownKind: (object: KubernetesObject) => KubernetesObject } = await import(
  resolve('scripts/scorers/as-known-kinds.mjs')
);
const environment = judgedShop();
blueGreen(environment);
const rolling = judgedShop();
web(rolling);

describe('what scorers are shown', () => {
  test('of a Rollout is a Deployment with the same pods', () => {
    const rollout = objectOf(environment, 'Rollout', 'shop-web');
    const { apiVersion, kind, metadata, spec } = asKnownKind(rollout);
    expect({ apiVersion, kind }).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment' });
    expect(metadata).toEqual(rollout.metadata);
    expect(spec.template).toEqual(rollout.spec.template);
    expect(spec.selector).toEqual(rollout.spec.selector);
    // Its fields are those of a Deployment, for scorers with schemas.
    const known = Object.keys(objectOf(rolling, 'Deployment', 'shop-web').spec);
    const shown = Object.keys(JSON.parse(JSON.stringify(spec)));
    expect(shown.filter((field) => !known.includes(field))).toEqual([]);
  });

  test('of a Rollout has the number of pods that it has, if nothing scales it', () => {
    const fixed = judgedShop();
    blueGreen(fixed, { replicas: 3 });
    expect(asKnownKind(objectOf(fixed, 'Rollout', 'shop-web')).spec.replicas).toBe(3);
    expect(asKnownKind(objectOf(environment, 'Rollout', 'shop-web')).spec.replicas).toBeUndefined();
  });

  test('of an autoscaler scales the Deployment', () => {
    expect(asKnownKind(objectOf(environment, 'HorizontalPodAutoscaler', 'shop-web'))).toEqual(
      objectOf(rolling, 'HorizontalPodAutoscaler', 'shop-web'),
    );
  });

  test('of a smoke test is its Job', () => {
    const template = objectOf(environment, 'AnalysisTemplate', 'shop-web-smoke');
    expect(asKnownKind(template)).toEqual({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: template.metadata,
      spec: template.spec.metrics[0].provider.job.spec,
    });
  });

  test('of all else is itself', () => {
    const changed = ['Rollout', 'HorizontalPodAutoscaler'];
    for (const object of [...objectsOf(environment), ...objectsOf(rolling)]) {
      if (changed.includes(object.kind) || object.metadata.name === 'shop-web-smoke') continue;
      expect(asKnownKind(object)).toEqual(object);
    }
  });

  test.each(['staging', 'production'])('of %s runs every pod by a kind that they know', (name) => {
    const folder = join('dist', name);
    const objects = readdirSync(folder).flatMap(
      (file) => loadAll(readFileSync(join(folder, file), 'utf8')) as KubernetesObject[],
    );
    const known = ['CronJob', 'Deployment', 'Job', 'StatefulSet'];
    const unknown = objects
      .map(asKnownKind)
      .filter((object) => JSON.stringify(object).includes('"containers":[') && !known.includes(object.kind));
    expect(unknown.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([]);
    expect(objects.filter(({ kind }) => kind === 'Rollout')).toHaveLength(2);
  });
});
