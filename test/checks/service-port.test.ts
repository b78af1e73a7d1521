import { describe, expect, test } from '@jest/globals';
import { JsonPatch } from 'cdk8s';
import { mistakes, shop, web } from '../support/fixture.ts';

describe('a Service port that no container exposes', () => {
  test('is refused, with both numbers', () => {
    const environment = shop();
    // The port of the container was changed by hand, the Service was forgotten.
    web(environment).patch({ kind: 'Service' }, JsonPatch.replace('/spec/ports/0/targetPort', 3000));
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/Service: Service shop-web targets port 3000 but container shop-web exposes 8080 (http), ' +
        '9090 (metrics); make them agree',
    ]);
  });

  test('is fine under its number instead of its name', () => {
    const environment = shop();
    web(environment).patch({ kind: 'Service' }, JsonPatch.replace('/spec/ports/0/targetPort', 8080));
    expect(mistakes(environment)).toEqual([]);
  });
});
