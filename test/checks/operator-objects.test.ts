import { describe, expect, test } from '@jest/globals';
import { ApiObject, JsonPatch } from 'cdk8s';
import { mistakes, shop, web } from '../support/fixture.ts';

describe('an object for the Prometheus operator', () => {
  test('is refused where it has not the shape of its kind', () => {
    const environment = shop();
    web(environment).patch({ kind: 'ServiceMonitor' }, JsonPatch.replace('/spec/endpoints/0/interval', 'ten seconds'));
    const [mistake, ...others] = mistakes(environment);
    expect(others).toEqual([]);
    expect(mistake).toMatch(
      /^Shop\/shop-web\/Monitoring\/ServiceMonitor-shop-web: ServiceMonitor shop-web does not have the shape of its kind \(.*interval.*\); correct the fields named$/,
    );
  });

  test('of a kind that the library does not know is left alone', () => {
    const environment = shop();
    new ApiObject(web(environment), 'Alertmanager', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'Alertmanager',
      metadata: { name: 'main' },
    });
    expect(mistakes(environment)).toEqual([]);
  });
});
