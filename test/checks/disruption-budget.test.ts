import { describe, expect, test } from '@jest/globals';
import { ApiObject, JsonPatch } from 'cdk8s';
import { mistakes, redis, shop, web } from '../support/fixture.ts';
import { deployment } from './by-hand.ts';

/** What the checks say if the budget of a web tier has this rule instead of maxUnavailable 1. */
function mistakesWith(rule: object, replicas: number | { min: number; max: number } = { min: 2, max: 4 }): string[] {
  const environment = shop();
  const patches = Object.entries(rule).map(([name, value]) => JsonPatch.add(`/spec/${name}`, value));
  web(environment, { replicas }).patch(
    { kind: 'PodDisruptionBudget' },
    JsonPatch.remove('/spec/maxUnavailable'),
    ...patches,
  );
  return mistakes(environment);
}

const refusal = (rule: string, pods: string) => [
  `Shop/shop-web/PodDisruptionBudget: PodDisruptionBudget shop-web has ${rule} but Deployment shop-web may have only ` +
    `${pods}, so none can ever be evicted; use maxUnavailable 1, and no budget for a single pod`,
];

describe('a disruption budget that blocks every eviction', () => {
  test.each([
    { rule: { maxUnavailable: 0 }, text: 'maxUnavailable 0' },
    { rule: { maxUnavailable: '0%' }, text: 'maxUnavailable 0%' },
    { rule: { minAvailable: 2 }, text: 'minAvailable 2' },
    { rule: { minAvailable: 5 }, text: 'minAvailable 5' },
    { rule: { minAvailable: '100%' }, text: 'minAvailable 100%' },
    // Kubernetes rounds up: 51 % of 2 are both.
    { rule: { minAvailable: '51%' }, text: 'minAvailable 51%' },
  ])('is refused at the least that the autoscaler allows: $text', ({ rule, text }) => {
    expect(mistakesWith(rule)).toEqual(refusal(text, '2 pods'));
  });

  test.each([
    { rule: { minAvailable: 3 }, text: 'minAvailable 3' },
    { rule: { minAvailable: '67%' }, text: 'minAvailable 67%' },
  ])('is refused with a fixed number of pods: $text', ({ rule, text }) => {
    expect(mistakesWith(rule, 3)).toEqual(refusal(text, '3 pods'));
  });

  test.each([
    { rule: { maxUnavailable: 1 } },
    { rule: { maxUnavailable: '1%' } },
    { rule: { minAvailable: 1 } },
    { rule: { minAvailable: '50%' } },
    { rule: { minAvailable: 0 } },
    { rule: {} },
  ])('is fine if one pod may go: $rule', ({ rule }) => {
    expect(mistakesWith(rule)).toEqual([]);
  });

  test('is refused for a single pod', () => {
    const environment = shop();
    budget(redis(environment), { minAvailable: 1 });
    expect(mistakes(environment)).toEqual([
      'Shop/shop-cache/Budget: PodDisruptionBudget by-hand has minAvailable 1 but StatefulSet shop-cache may have only ' +
        '1 pod, so none can ever be evicted; use maxUnavailable 1, and no budget for a single pod',
    ]);
  });

  test('is refused for a single pod that nobody counted: without a number Kubernetes runs one', () => {
    const environment = shop();
    const cache = redis(environment);
    deployment(cache, 'by-hand');
    budget(cache, { minAvailable: 1, selector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] } });
    expect(mistakes(environment)).toEqual([
      'Shop/shop-cache/Budget: PodDisruptionBudget by-hand has minAvailable 1 but Deployment by-hand may have only 1 ' +
        'pod, so none can ever be evicted; use maxUnavailable 1, and no budget for a single pod',
    ]);
  });

  test('is refused if the autoscaler may go down to one pod', () => {
    const environment = shop();
    const service = web(environment);
    // Without a minimum an autoscaler takes 1.
    service.patch({ kind: 'HorizontalPodAutoscaler' }, JsonPatch.remove('/spec/minReplicas'));
    service.patch({ kind: 'PodDisruptionBudget' }, JsonPatch.remove('/spec/maxUnavailable'));
    service.patch({ kind: 'PodDisruptionBudget' }, JsonPatch.add('/spec/minAvailable', 1));
    expect(mistakes(environment)).toEqual(refusal('minAvailable 1', '1 pod'));
  });

  test('is fine for a single pod that may go', () => {
    const environment = shop();
    budget(redis(environment), { maxUnavailable: 1 });
    expect(mistakes(environment)).toEqual([]);
  });

  test('is fine where nothing runs', () => {
    const environment = shop();
    const cache = redis(environment);
    cache.patch({ kind: 'StatefulSet' }, JsonPatch.replace('/spec/replicas', 0));
    budget(cache, { minAvailable: 1 });
    expect(mistakes(environment)).toEqual([]);
  });

  function budget(tier: ReturnType<typeof redis>, spec: object): void {
    new ApiObject(tier, 'Budget', {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'by-hand' },
      spec: { selector: { matchLabels: tier.selector }, ...spec },
    });
  }
});
