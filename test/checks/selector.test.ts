import type { Tier } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { ApiObject, JsonPatch } from 'cdk8s';
import { edgeOf, mistakes, redis, shop, web } from '../support/fixture.ts';
import { cronJob, deployment, podTemplate } from './by-hand.ts';

const name = 'app.kubernetes.io~1name';

/** What the checks say about one object more in a web tier. */
function mistakesOf(kind: string, spec: object | undefined): string[] {
  const environment = shop();
  add(web(environment), kind, spec);
  return mistakes(environment);
}

function add(tier: Tier, kind: string, spec: object | undefined): void {
  const apiVersion = { Service: 'v1', PodDisruptionBudget: 'policy/v1' }[kind] ?? 'networking.k8s.io/v1';
  new ApiObject(tier, 'X', { apiVersion, kind, metadata: { name: 'by-hand' }, spec });
}

/** The selector of each kind that has one. */
const kinds = [
  { kind: 'Service', spec: (matchLabels: object) => ({ selector: matchLabels }) },
  { kind: 'PodDisruptionBudget', spec: (matchLabels: object) => ({ maxUnavailable: 1, selector: { matchLabels } }) },
  { kind: 'NetworkPolicy', spec: (matchLabels: object) => ({ podSelector: { matchLabels } }) },
];

describe.each(kinds)('the selector of a $kind', ({ kind, spec }) => {
  test('is refused if no pod carries its labels', () => {
    expect(mistakesOf(kind, spec({ app: 'shop', 'app.kubernetes.io/part-of': 'shop' }))).toEqual([
      `Shop/shop-web/X: ${kind} by-hand selects app=shop,app.kubernetes.io/part-of=shop, which no pod carries; take the ` +
        'labels of the workload',
    ]);
  });

  test('is refused if the pods of two workloads carry its labels', () => {
    const environment = shop();
    redis(environment);
    add(web(environment), kind, spec({ 'app.kubernetes.io/part-of': 'shop' }));
    expect(mistakes(environment)).toEqual([
      `Shop/shop-web/X: ${kind} by-hand selects app.kubernetes.io/part-of=shop, which matches StatefulSet shop-cache at ` +
        'Shop/shop-cache/StatefulSet and Deployment shop-web at Shop/shop-web/Deployment; give each workload its own labels',
    ]);
  });

  test('is fine if the pods of one workload carry its labels, and others besides', () => {
    expect(mistakesOf(kind, spec({ 'app.kubernetes.io/component': 'web' }))).toEqual([]);
  });

  test('is fine if it is empty, which means every pod', () => {
    expect(mistakesOf(kind, spec({}))).toEqual([]);
  });
});

describe('a selector with expressions', () => {
  const select = (matchExpressions: object[], matchLabels?: object): string[] => {
    const environment = shop();
    redis(environment);
    add(web(environment), 'NetworkPolicy', { podSelector: { matchLabels, matchExpressions } });
    return mistakes(environment);
  };
  const component = 'app.kubernetes.io/component';

  test.each([
    { expression: { key: component, operator: 'In', values: ['web', 'api'] } },
    { expression: { key: component, operator: 'NotIn', values: ['cache'] } },
  ])('is fine if it matches one workload: $expression.operator', ({ expression }) => {
    expect(select([expression])).toEqual([]);
    expect(select([expression], { 'app.kubernetes.io/part-of': 'shop' })).toEqual([]);
  });

  test.each([
    { expression: { key: component, operator: 'In', values: ['api', 'web2'] }, text: `${component} In (api, web2)` },
    { expression: { key: 'app', operator: 'Exists' }, text: 'app Exists' },
    { expression: { key: component, operator: 'DoesNotExist' }, text: `${component} DoesNotExist` },
  ])('is refused if it matches none: $text', ({ expression, text }) => {
    expect(select([expression])).toEqual([
      `Shop/shop-web/X: NetworkPolicy by-hand selects ${text}, which no pod carries; take the labels of the workload`,
    ]);
  });

  test('is refused if one of two expressions matches none', () => {
    const expressions = [
      { key: component, operator: 'Exists' },
      { key: component, operator: 'In', values: ['api'] },
    ];
    expect(select(expressions)).toEqual([
      `Shop/shop-web/X: NetworkPolicy by-hand selects ${component} Exists,${component} In (api), which no pod carries; ` +
        'take the labels of the workload',
    ]);
  });

  test('is refused if it matches two workloads', () => {
    expect(
      select([{ key: 'tier', operator: 'NotIn', values: ['x'] }], { 'app.kubernetes.io/part-of': 'shop' }),
    ).toEqual([
      'Shop/shop-web/X: NetworkPolicy by-hand selects app.kubernetes.io/part-of=shop,tier NotIn (x), which matches ' +
        'StatefulSet shop-cache at Shop/shop-cache/StatefulSet and Deployment shop-web at Shop/shop-web/Deployment; give ' +
        'each workload its own labels',
    ]);
  });
});

describe('the selector of a workload', () => {
  test('is refused if its own pods do not carry its labels', () => {
    const environment = shop();
    const patch = JsonPatch.replace(`/spec/selector/matchLabels/${name}`, 'shop');
    web(environment).patch({ kind: 'Deployment' }, patch);
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/Deployment: Deployment shop-web selects app.kubernetes.io/instance=shop-test,app.kubernetes.io/' +
        'name=shop, which no pod carries; take the labels of the workload',
    ]);
  });

  test('is refused if the pods of another workload carry its labels instead', () => {
    const environment = shop();
    const tier = web(environment);
    // Copied, and the selector forgotten.
    deployment(tier, 'copy').addJsonPatch(JsonPatch.replace('/spec/selector/matchLabels', tier.selector));
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/Deployment-copy: Deployment copy selects app.kubernetes.io/name=shop-web,app.kubernetes.io/instance=' +
        'shop-test, which its own pods do not carry but those of Deployment shop-web at Shop/shop-web/Deployment; take ' +
        'the labels of its pod template',
    ]);
  });

  test('is refused in a kind that the library does not know, too', () => {
    const environment = shop();
    new ApiObject(web(environment), 'X', {
      apiVersion: 'rollouts.example/v1',
      kind: 'Rollout',
      metadata: { name: 'by-hand' },
      spec: { selector: { matchLabels: { app: 'other' } }, template: podTemplate('by-hand') },
    });
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/X: Rollout by-hand selects app=other, which no pod carries; take the labels of the workload',
    ]);
  });

  test('is refused, with all that selects the tier, if a job carries the labels of the tier', () => {
    const environment = shop();
    const tier = redis(environment);
    const patch = JsonPatch.replace('/spec/jobTemplate/spec/template/metadata/labels', tier.commonLabels);
    cronJob(tier, 'backup').addJsonPatch(patch);
    const labels = 'app.kubernetes.io/instance=shop-test,app.kubernetes.io/name=shop-cache';
    const both =
      'which matches StatefulSet shop-cache at Shop/shop-cache/StatefulSet and CronJob backup at ' +
      'Shop/shop-cache/CronJob-backup; give each workload its own labels';
    expect(mistakes(environment)).toEqual([
      `Shop/shop-cache/Service: Service shop-cache selects ${labels}, ${both}`,
      `Shop/shop-cache/HeadlessService: Service shop-cache-headless selects ${labels}, ${both}`,
      `Shop/shop-cache/NetworkPolicy: NetworkPolicy shop-cache selects app.kubernetes.io/name=shop-cache, ${both}`,
      `Shop/shop-cache/StatefulSet: StatefulSet shop-cache selects ${labels}, ${both}`,
    ]);
  });

  test('is fine if a job carries labels of its own', () => {
    const environment = shop();
    cronJob(redis(environment), 'backup');
    expect(mistakes(environment)).toEqual([]);
  });
});

describe('an object without a selector', () => {
  test.each([
    { what: 'a Service whose endpoints somebody else writes', kind: 'Service', spec: { ports: [{ port: 5432 }] } },
    {
      what: 'a Service for a name elsewhere',
      kind: 'Service',
      spec: { type: 'ExternalName', externalName: 'db.example' },
    },
    { what: 'a budget for every pod', kind: 'PodDisruptionBudget', spec: { maxUnavailable: 1 } },
    { what: 'a policy without a spec', kind: 'NetworkPolicy', spec: undefined },
  ])('is fine: $what', ({ kind, spec }) => {
    expect(mistakesOf(kind, spec)).toEqual([]);
  });
});

describe('a policy for pods that somebody else starts', () => {
  test('is fine if the library emits it, as for the answer to an ACME challenge', () => {
    const environment = shop();
    const acme = { server: 'https://ca.example/directory', email: 'shop@example.com' };
    edgeOf(web(environment), { tls: { acme } });
    expect(mistakes(environment)).toEqual([]);
  });
});
