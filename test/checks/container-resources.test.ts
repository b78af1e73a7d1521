import { describe, expect, test } from '@jest/globals';
import { JsonPatch } from 'cdk8s';
import { mistakes, shop, web } from '../support/fixture.ts';
import { cronJob, deployment, podTemplate } from './by-hand.ts';

const resources = '/spec/template/spec/containers/0/resources';

describe('a container without a request or a limit', () => {
  test('is refused, with what it lacks', () => {
    const environment = shop();
    web(environment).patch({ kind: 'Deployment' }, JsonPatch.remove(`${resources}/limits/cpu`));
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/Deployment: container shop-web of Deployment shop-web lacks limits.cpu; set them',
    ]);
  });

  test('is refused with all that it lacks', () => {
    const environment = shop();
    deployment(web(environment), 'by-hand', {}, { resources: { requests: { cpu: '1' }, limits: { memory: '1Gi' } } });
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/Deployment-by-hand: container by-hand of Deployment by-hand lacks requests.memory, ' +
        'requests.ephemeral-storage, limits.cpu, limits.ephemeral-storage; set them',
    ]);
  });

  test('is refused without any resources', () => {
    const environment = shop();
    web(environment).patch({ kind: 'Deployment' }, JsonPatch.remove(resources));
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/Deployment: container shop-web of Deployment shop-web lacks requests.cpu, requests.memory, ' +
        'requests.ephemeral-storage, limits.cpu, limits.memory, limits.ephemeral-storage; set them',
    ]);
  });

  test('is refused as a sidecar or an init container', () => {
    const environment = shop();
    const [container] = podTemplate('migrate', {}, { resources: undefined }).spec.containers;
    web(environment).patch({ kind: 'Deployment' }, JsonPatch.add('/spec/template/spec/initContainers', [container]));
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/Deployment: container migrate of Deployment shop-web lacks requests.cpu, requests.memory, ' +
        'requests.ephemeral-storage, limits.cpu, limits.memory, limits.ephemeral-storage; set them',
    ]);
  });

  test('is refused in a CronJob', () => {
    const environment = shop();
    const [container] = podTemplate('report', {}, { resources: undefined }).spec.containers;
    cronJob(web(environment), 'report', { containers: [container] });
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/CronJob-report: container report of CronJob report lacks requests.cpu, requests.memory, ' +
        'requests.ephemeral-storage, limits.cpu, limits.memory, limits.ephemeral-storage; set them',
    ]);
  });

  test('is fine with numbers instead of texts, and with more than is counted', () => {
    const environment = shop();
    const amounts = { cpu: 1, memory: 1_000_000, 'ephemeral-storage': '1Gi', 'hugepages-2Mi': '4Mi' };
    deployment(web(environment), 'by-hand', {}, { resources: { requests: amounts, limits: amounts } });
    expect(mistakes(environment)).toEqual([]);
  });
});
