import type { Environment } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { blueGreen, judgedShop, objectOf, web } from '../support/fixture.ts';

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** What a role allows with the objects of Argo Rollouts. */
const grantsOf = (environment: Environment, role: string) =>
  (objectOf(environment, 'Role', role) as unknown as { rules: readonly Rule[] }).rules
    .filter(({ apiGroups }) => apiGroups.includes('argoproj.io'))
    .flatMap(({ resources, verbs }) => resources.flatMap((resource) => verbs.map((verb) => `${verb} ${resource}`)));

const reads = ['analysisruns', 'analysistemplates', 'rollouts'].flatMap((resource) =>
  ['get', 'list', 'watch'].map((verb) => `${verb} ${resource}`),
);

describe('who looks after an environment with blue-green releases', () => {
  const environment = judgedShop();
  blueGreen(environment);

  test('sees how they stand', () => {
    expect(grantsOf(environment, 'viewer')).toEqual(reads);
  });

  test('can end one or have it tried again, but not change what it releases', () => {
    expect(grantsOf(environment, 'operator')).toEqual([...reads, 'patch rollouts/status']);
  });

  test('is granted it by the first Rollout, wherever it is declared', () => {
    const later = judgedShop();
    web(later);
    expect(grantsOf(later, 'operator')).toEqual([]);
    blueGreen(later, { name: 'shop-api', monitoring: 'none' });
    expect(grantsOf(later, 'operator')).toEqual([...reads, 'patch rollouts/status']);
  });
});
