import { describe, expect, test } from '@jest/globals';
import { ApiObject } from 'cdk8s';
import { mistakes, shop, web } from '../support/fixture.ts';
import { configMap } from './by-hand.ts';

const spec = { maxUnavailable: 1, selector: { matchLabels: { 'app.kubernetes.io/name': 'shop-web' } } };

describe('two objects with one identity', () => {
  test('are refused, with both places', () => {
    const environment = shop();
    // Somebody did not know that the tier has a budget already.
    new ApiObject(web(environment), 'Budget', {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'shop-web' },
      spec,
    });
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/Budget: PodDisruptionBudget shop-web is already created at Shop/shop-web/PodDisruptionBudget; ' +
        'rename one',
    ]);
  });

  test('are refused across tiers, each with the first', () => {
    const environment = shop();
    configMap(web(environment), 'flags', {});
    configMap(web(environment, { name: 'shop-orders' }), 'flags', {});
    configMap(web(environment, { name: 'shop-stock' }), 'flags', {});
    expect(mistakes(environment)).toEqual([
      'Shop/shop-orders/ConfigMap-flags: ConfigMap flags is already created at Shop/shop-web/ConfigMap-flags; rename one',
      'Shop/shop-stock/ConfigMap-flags: ConfigMap flags is already created at Shop/shop-web/ConfigMap-flags; rename one',
    ]);
  });

  test('are refused in two versions of one group: the API server keeps them as one', () => {
    const environment = shop();
    new ApiObject(web(environment), 'Budget', {
      apiVersion: 'policy/v1beta1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'shop-web' },
      spec,
    });
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/Budget: PodDisruptionBudget shop-web is already created at Shop/shop-web/PodDisruptionBudget; ' +
        'rename one',
    ]);
  });

  test('are fine if one is of another kind', () => {
    const environment = shop();
    configMap(web(environment), 'shop-web', {});
    expect(mistakes(environment)).toEqual([]);
  });

  test('are fine if one is of another group', () => {
    const environment = shop();
    new ApiObject(web(environment), 'Knative', {
      apiVersion: 'serving.example/v1',
      kind: 'Service',
      metadata: { name: 'shop-web' },
    });
    expect(mistakes(environment)).toEqual([]);
  });

  test('are fine if one is in another namespace', () => {
    const environment = shop();
    const service = web(environment);
    const probe = { apiVersion: 'monitoring.example/v1', kind: 'Probe' };
    new ApiObject(service, 'Probe', { ...probe, metadata: { name: 'shop' } });
    new ApiObject(service, 'Elsewhere', { ...probe, metadata: { name: 'shop', namespace: 'monitoring' } });
    expect(mistakes(environment)).toEqual([]);
  });
});
