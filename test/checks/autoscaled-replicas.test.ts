import type { Tier } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { ApiObject, JsonPatch } from 'cdk8s';
import { mistakes, redis, shop, web } from '../support/fixture.ts';

describe('a number of replicas beside an autoscaler', () => {
  test('is refused, with the number and the range', () => {
    const environment = shop();
    web(environment).patch({ kind: 'Deployment' }, JsonPatch.add('/spec/replicas', 3));
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/Deployment: Deployment shop-web has replicas 3 but HorizontalPodAutoscaler shop-web scales it ' +
        'from 2 to 4; remove one of them',
    ]);
  });

  test('is refused as 0, too: the autoscaler would be switched off', () => {
    const environment = shop();
    web(environment).patch({ kind: 'Deployment' }, JsonPatch.add('/spec/replicas', 0));
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/Deployment: Deployment shop-web has replicas 0 but HorizontalPodAutoscaler shop-web scales it ' +
        'from 2 to 4; remove one of them',
    ]);
  });

  test('is refused on a StatefulSet with an autoscaler by hand, whose minimum is 1 if it names none', () => {
    const environment = shop();
    autoscale(redis(environment), 'StatefulSet', 'shop-cache');
    expect(mistakes(environment)).toEqual([
      'Shop/shop-cache/StatefulSet: StatefulSet shop-cache has replicas 1 but HorizontalPodAutoscaler by-hand scales ' +
        'it from 1 to 3; remove one of them',
    ]);
  });

  test('is fine where the autoscaler is for another workload', () => {
    const environment = shop();
    web(environment, { replicas: 3 });
    const cache = redis(environment);
    cache.patch({ kind: 'StatefulSet' }, JsonPatch.remove('/spec/replicas'));
    autoscale(cache, 'StatefulSet', 'shop-cache');
    expect(mistakes(environment)).toEqual([]);
  });

  test('is fine where the autoscaler is for a workload of that name and another kind', () => {
    const environment = shop();
    autoscale(web(environment, { replicas: 3 }), 'StatefulSet', 'shop-web');
    environment.assumeExisting('StatefulSet', 'shop-web');
    expect(mistakes(environment)).toEqual([]);
  });
});

function autoscale(tier: Tier, kind: string, name: string): void {
  new ApiObject(tier, 'ByHand', {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'by-hand' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind, name }, maxReplicas: 3 },
  });
}
