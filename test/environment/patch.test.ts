import { describe, expect, test } from '@jest/globals';
import { ApiObject, JsonPatch } from 'cdk8s';
import { objectOf, objectsOf, postgres, shop, web } from '../support/fixture.ts';

describe('the escape hatch', () => {
  test('adjusts any object of a tier, with fields that the library does not know', () => {
    const environment = shop();
    web(environment).patch({ kind: 'Deployment' }, JsonPatch.add('/spec/template/spec/priorityClassName', 'important'));
    expect(objectOf(environment, 'Deployment', 'shop-web').spec.template.spec.priorityClassName).toBe('important');
  });

  test('adjusts the guardrails of an environment', () => {
    const environment = shop();
    environment.guardrails.patch({ kind: 'ResourceQuota' }, JsonPatch.add('/spec/hard/secrets', '20'));
    expect(objectOf(environment, 'ResourceQuota', 'quota').spec.hard.secrets).toBe('20');
  });

  test('adjusts one of several objects by name', () => {
    const environment = shop();
    const target = { kind: 'Service', name: 'shop-db-headless' };
    postgres(environment).patch(target, JsonPatch.add('/metadata/labels/extra', 'yes'));
    expect(objectOf(environment, 'Service', 'shop-db-headless').metadata.labels).toHaveProperty('extra', 'yes');
    expect(objectOf(environment, 'Service', 'shop-db').metadata.labels).not.toHaveProperty('extra');
  });

  test('gives a ConfigMap another hash, where it is and where it is read', () => {
    const environment = shop();
    const nameOf = () =>
      objectOf(environment, 'Deployment', 'shop-web').spec.template.spec.containers[0].envFrom[0].configMapRef.name;
    const service = web(environment, { environment: { COLOUR: 'red' } });
    const before = nameOf();
    service.patch({ kind: 'ConfigMap' }, JsonPatch.replace('/data/COLOUR', 'blue'));
    expect(nameOf()).not.toBe(before);
    expect(objectOf(environment, 'ConfigMap', nameOf()).data).toEqual({ COLOUR: 'blue' });
  });

  test('adjusts objects that somebody added to a tier', () => {
    const environment = shop();
    const service = web(environment);
    new ApiObject(service, 'Extra', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'extra' }, data: {} });
    service.patch({ kind: 'ConfigMap', name: 'extra' }, JsonPatch.add('/data/a', 'b'));
    expect(objectOf(environment, 'ConfigMap', 'extra')).toMatchObject({
      data: { a: 'b' },
      metadata: { namespace: 'shop-test' },
    });
  });

  test('refuses a patch that changes nothing', () => {
    const environment = shop();
    web(environment).patch({ kind: 'Service' }, JsonPatch.replace('/spec/type', 'ClusterIP'));
    expect(() => objectsOf(environment)).toThrow(
      'Shop/shop-web/Service: the patch "replace /spec/type" on Service "shop-web" has no effect: the object already has ' +
        'this value; remove the patch',
    );
  });

  test('refuses a patch that cannot be applied', () => {
    const environment = shop();
    web(environment).patch({ kind: 'Service' }, JsonPatch.replace('/spec/loadBalancerClass', 'x'));
    expect(() => objectsOf(environment)).toThrow(
      'Shop/shop-web/Service: the patch "replace /spec/loadBalancerClass" on Service "shop-web" cannot be applied: the ' +
        'object has no /spec/loadBalancerClass; correct the path',
    );
  });

  test('lets a patch assert with "test"', () => {
    const environment = shop();
    web(environment).patch({ kind: 'Service' }, JsonPatch.test('/spec/type', 'ClusterIP'));
    expect(() => objectsOf(environment)).not.toThrow();
  });

  test.each([
    [{ kind: 'Ingress' }, /no object here is a Ingress; there are: .*ServiceAccount "shop-web", /],
    [{ kind: 'Service', name: 'shop-wbe' }, /no object here is a Service "shop-wbe"; there are: /],
  ])('refuses a selector without an object: %j', (selector, message) => {
    expect(() => web(shop()).patch(selector, JsonPatch.remove('/spec'))).toThrow(message);
  });

  test('refuses a selector that means several objects', () => {
    expect(() => postgres(shop()).patch({ kind: 'Service' }, JsonPatch.remove('/spec'))).toThrow(
      'Shop/shop-db: 2 objects are a Service; name one of: Service "shop-db", Service "shop-db-headless"',
    );
  });
});
