import { describe, expect, test } from '@jest/globals';
import { ApiObject } from 'cdk8s';
import { mistakes, shop, web } from '../support/fixture.ts';

const kinds = [
  'ConfigMap',
  'CronJob',
  'DaemonSet',
  'Deployment',
  'ExternalSecret',
  'Gateway',
  'HTTPRoute',
  'Ingress',
  'Job',
  'Namespace',
  'NetworkPolicy',
  'PersistentVolumeClaim',
  'Pod',
  'PodDisruptionBudget',
  'ReplicaSet',
  'Role',
  'Secret',
  'SecretStore',
  'Service',
  'ServiceAccount',
  'StatefulSet',
];

describe('an object that is still bare', () => {
  const shapes = [{}, { spec: {} }, { spec: { selector: {}, template: {}, jobTemplate: {} } }];
  test.each(kinds)('makes no check stumble: %s', (kind) => {
    for (const content of shapes) {
      const environment = shop();
      new ApiObject(web(environment), 'X', { apiVersion: 'v1', kind, metadata: { name: 'bare' }, ...content });
      expect(mistakes(environment)).toEqual([]);
    }
  });
});
