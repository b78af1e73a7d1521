import type { Shutdown } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { JsonPatch } from 'cdk8s';
import { mistakes, redis, shop, web } from '../support/fixture.ts';

const grace = '/spec/template/spec/terminationGracePeriodSeconds';
const hook = '/spec/template/spec/containers/0/lifecycle/preStop';

function mistakesWith(patches: readonly JsonPatch[], shutdown?: Shutdown): string[] {
  const environment = shop();
  web(environment, shutdown ? { shutdown } : {}).patch({ kind: 'Deployment' }, ...patches);
  return mistakes(environment);
}

const refusal = (preStop: number, period: number) => [
  `Shop/shop-web/Deployment: Deployment shop-web takes ${preStop} s preStop and 20 s drain but is killed after ` +
    `terminationGracePeriodSeconds ${period}; raise that above ${preStop + 20}`,
];

describe('a pod that is killed before it has drained', () => {
  test('is refused', () => {
    expect(mistakesWith([JsonPatch.replace(grace, 20)])).toEqual(refusal(5, 20));
  });

  test('is refused without a margin: what ends at the same second is killed', () => {
    expect(mistakesWith([], { preStopSeconds: 5, drainSeconds: 20, marginSeconds: 0 })).toEqual(refusal(5, 25));
  });

  test('is fine with a second to spare', () => {
    expect(mistakesWith([], { preStopSeconds: 5, drainSeconds: 20, marginSeconds: 1 })).toEqual([]);
  });

  test('is refused if the period of 30 s, which Kubernetes takes if none is named, is too short', () => {
    const shutdown = { preStopSeconds: 10, drainSeconds: 20 };
    expect(mistakesWith([JsonPatch.remove(grace)], shutdown)).toEqual(refusal(10, 30));
  });

  test('is fine if the period of 30 s is long enough', () => {
    const shutdown = { preStopSeconds: 9, drainSeconds: 20 };
    expect(mistakesWith([JsonPatch.remove(grace)], shutdown)).toEqual([]);
  });
});

describe('a preStop hook that was changed by hand', () => {
  test.each([
    [{ sleep: { seconds: 10 } }],
    [{ exec: { command: ['sleep', '10'] } }],
    [{ exec: { command: ['/bin/sleep', '10s'] } }],
    [{ exec: { command: ['sh', '-c', 'touch /tmp/stopping && sleep 10'] } }],
  ])('is refused if it waits longer: %j', (value) => {
    expect(mistakesWith([JsonPatch.replace(hook, value)])).toEqual(refusal(10, 30));
  });

  test.each([
    [{ sleep: { seconds: 9 } }],
    [{ exec: { command: ['sleep', '9'] } }],
    // What cannot be read is taken for what was declared.
    [{ exec: { command: ['node', '-e', 'setTimeout(() => {}, 5000)'] } }],
    [{ exec: { command: ['sleep', '0.1m'] } }],
    [{ httpGet: { path: '/stop', port: 'http' } }],
  ])('is fine if it does not: %j', (value) => {
    expect(mistakesWith([JsonPatch.replace(hook, value)])).toEqual([]);
  });

  test('takes no time if it was removed', () => {
    expect(mistakesWith([JsonPatch.remove(hook), JsonPatch.replace(grace, 21)])).toEqual([]);
  });
});

describe('a pod that declares nothing about its end', () => {
  test('is fine with any period', () => {
    const environment = shop();
    redis(environment).patch({ kind: 'StatefulSet' }, JsonPatch.replace(grace, 0));
    expect(mistakes(environment)).toEqual([]);
  });
});
