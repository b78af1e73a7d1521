import type { HttpProbe } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { JsonPatch } from 'cdk8s';
import { mistakes, postgres, shop, web } from '../support/fixture.ts';
import { podTemplate } from './by-hand.ts';

const probe: HttpProbe = { path: '/health', periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 };
const containers = '/spec/template/spec/containers';

const refusal = (name: string, timeout: number, check: number) =>
  `Shop/shop-web/Deployment: the ${name} probe of Deployment shop-web times out after ${timeout} s but the checks ` +
  `behind it take up to ${check} s; let the probe wait longer`;

describe('a probe that gives up before the checks behind it', () => {
  const mistakesWith = (readiness: Partial<HttpProbe>): string[] => {
    const environment = shop();
    web(environment, { probes: { startup: probe, liveness: probe, readiness: { ...probe, ...readiness } } });
    return mistakes(environment);
  };

  test('is refused', () => {
    expect(mistakesWith({ checkTimeoutSeconds: 4 })).toEqual([refusal('readiness', 3, 4)]);
  });

  test('is refused at the same second: the answer comes too late', () => {
    expect(mistakesWith({ checkTimeoutSeconds: 3 })).toEqual([refusal('readiness', 3, 3)]);
  });

  test('is fine if it waits longer, by however little', () => {
    expect(mistakesWith({ checkTimeoutSeconds: 2.9 })).toEqual([]);
  });

  test('is fine if nobody said how long its checks take', () => {
    expect(mistakesWith({ timeoutSeconds: 1 })).toEqual([]);
  });

  test('is refused for each of the three', () => {
    const environment = shop();
    const slow = { ...probe, checkTimeoutSeconds: 10 };
    web(environment, { probes: { startup: slow, liveness: slow, readiness: slow } });
    expect(mistakes(environment)).toEqual([
      refusal('startup', 3, 10),
      refusal('liveness', 3, 10),
      refusal('readiness', 3, 10),
    ]);
  });
});

describe('a probe that was changed by hand', () => {
  const mistakesWith = (...patches: JsonPatch[]): string[] => {
    const environment = shop();
    // Its checks take 2 s.
    web(environment).patch({ kind: 'Deployment' }, ...patches);
    return mistakes(environment);
  };

  test('is refused', () => {
    const patch = JsonPatch.replace(`${containers}/0/livenessProbe/timeoutSeconds`, 2);
    expect(mistakesWith(patch)).toEqual([refusal('liveness', 2, 2)]);
  });

  test('is refused without a timeout, since Kubernetes takes 1 s', () => {
    const patch = JsonPatch.remove(`${containers}/0/readinessProbe/timeoutSeconds`);
    expect(mistakesWith(patch)).toEqual([refusal('readiness', 1, 2)]);
  });

  test('is fine if it was removed', () => {
    expect(mistakesWith(JsonPatch.remove(`${containers}/0/startupProbe`))).toEqual([]);
  });

  test('is not mistaken for that of a sidecar', () => {
    const quick = { livenessProbe: { httpGet: { path: '/', port: 15021 }, timeoutSeconds: 1 } };
    const [sidecar] = podTemplate('proxy', {}, quick).spec.containers;
    expect(mistakesWith(JsonPatch.add(`${containers}/0`, sidecar))).toEqual([]);
    expect(
      mistakesWith(
        JsonPatch.add(`${containers}/0`, sidecar),
        JsonPatch.replace(`${containers}/1/livenessProbe/timeoutSeconds`, 1),
      ),
    ).toEqual([refusal('liveness', 1, 2)]);
  });

  test('is refused in a database, whose checks take 3 s', () => {
    const environment = shop();
    const patch = JsonPatch.replace(`${containers}/0/readinessProbe/timeoutSeconds`, 3);
    postgres(environment).patch({ kind: 'StatefulSet' }, patch);
    expect(mistakes(environment)).toEqual([
      'Shop/shop-db/StatefulSet: the readiness probe of StatefulSet shop-db times out after 3 s but the checks behind it ' +
        'take up to 3 s; let the probe wait longer',
    ]);
  });
});
