import { describe, expect, test } from '@jest/globals';
import { JsonPatch } from 'cdk8s';
import { mistakes, redis, shop, web } from '../support/fixture.ts';
import { cronJob, podTemplate } from './by-hand.ts';

const pod = '/spec/template/spec';
const context = `${pod}/containers/0/securityContext`;
const escapes = 'does not set allowPrivilegeEscalation to false';

// That the rules are those of Kubernetes is proved elsewhere, with the fixtures of Kubernetes itself.
describe('a pod that a restricted namespace would not admit', () => {
  test.each([
    { patch: JsonPatch.add(`${pod}/hostNetwork`, true), violation: 'hostNetwork is true; remove it' },
    { patch: JsonPatch.add(`${context}/privileged`, true), violation: 'container shop-web is privileged; remove it' },
    {
      patch: JsonPatch.remove(`${pod}/securityContext/seccompProfile`),
      violation: 'container shop-web has no seccompProfile RuntimeDefault',
    },
    { patch: JsonPatch.remove(`${context}/allowPrivilegeEscalation`), violation: `container shop-web ${escapes}` },
    {
      patch: JsonPatch.add(`${pod}/volumes/-`, { name: 'socket', hostPath: { path: '/run/containerd' } }),
      violation: 'volume socket is of type hostPath; use a persistentVolumeClaim or an emptyDir',
    },
  ])('is refused: $violation', ({ patch, violation }) => {
    const environment = shop();
    web(environment).patch({ kind: 'Deployment' }, patch);
    expect(mistakes(environment)).toEqual([
      `Shop/shop-web/Deployment: Deployment shop-web violates Pod Security "restricted": ${violation}`,
    ]);
  });

  test('is refused whatever its kind', () => {
    const environment = shop();
    const [container] = podTemplate('report', {}, { securityContext: { capabilities: { drop: ['ALL'] } } }).spec
      .containers;
    const cache = redis(environment);
    cronJob(cache, 'report', { containers: [container] });
    cache.patch({ kind: 'StatefulSet' }, JsonPatch.add(`${pod}/initContainers`, [{ ...container, name: 'init' }]));
    expect(mistakes(environment)).toEqual([
      `Shop/shop-cache/StatefulSet: StatefulSet shop-cache violates Pod Security "restricted": container init ${escapes}`,
      `Shop/shop-cache/CronJob-report: CronJob report violates Pod Security "restricted": container report ${escapes}`,
    ]);
  });

  test.each([
    JsonPatch.add(`${pod}/hostNetwork`, false),
    JsonPatch.add(`${context}/privileged`, false),
    JsonPatch.add(`${context}/seccompProfile`, { type: 'Localhost', localhostProfile: 'shop.json' }),
  ])('is fine if it only says so: %j', (patch) => {
    const environment = shop();
    web(environment).patch({ kind: 'Deployment' }, patch);
    expect(mistakes(environment)).toEqual([]);
  });
});
