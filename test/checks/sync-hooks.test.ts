import { ReleaseJob, type WebService } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { ApiObject, JsonPatch } from 'cdk8s';
import { blueGreen, judgedShop, mistakes, resources, shop, web } from '../support/fixture.ts';
import { configMap, podTemplate, wave } from './by-hand.ts';

const hook = 'argocd.argoproj.io/hook';
const policy = 'argocd.argoproj.io/hook-delete-policy';
const usual = { [hook]: 'Sync', [policy]: 'BeforeHookCreation', ...wave('-1') };
const image = 'registry.example/shop-web:1.4.2';

interface ByHand {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly metadata?: object;
  readonly spec?: object;
  readonly pod?: object;
  readonly container?: object;
}

/** A Job by hand, a sound hook unless it is told otherwise. */
function job(tier: WebService, { annotations = usual, metadata, spec, pod, container }: ByHand = {}): ApiObject {
  return new ApiObject(tier, 'Job-by-hand', {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'by-hand', annotations, ...metadata },
    spec: { template: podTemplate('by-hand', { restartPolicy: 'Never', ...pod }, { image, ...container }), ...spec },
  });
}

function mistakesOf(byHand: ByHand, add: (tier: WebService) => void = () => {}): string[] {
  const environment = shop();
  const service = web(environment);
  job(service, byHand);
  add(service);
  return mistakes(environment);
}

const where = 'Shop/shop-web/Job-by-hand: the hook Job by-hand';

describe('a hook of Argo CD', () => {
  test('is fine if it can run again, keeps its log, and runs what the release runs before it', () => {
    expect(mistakesOf({})).toEqual([]);
  });

  test('is fine as the library makes it', () => {
    const environment = judgedShop();
    const props = { name: 'migrate', uses: [], deadlineSeconds: 60, resources };
    new ReleaseJob(blueGreen(environment), 'Migrate', props);
    expect(mistakes(environment)).toEqual([]);
  });

  test('is refused without a delete policy', () => {
    expect(mistakesOf({ annotations: { [hook]: 'Sync', ...wave('-1') } })).toEqual([
      `${where} has no delete policy; annotate it with ${policy}: BeforeHookCreation, so that it can run again and its log ` +
        'stays',
    ]);
  });

  test.each(['HookSucceeded', 'HookFailed', 'BeforeHookCreation,HookSucceeded'])(
    'is refused if it is deleted with its log: %s',
    (value) => {
      expect(mistakesOf({ annotations: { ...usual, [policy]: value } })).toEqual([
        `${where} has the delete policy ${value}; annotate it with ${policy}: BeforeHookCreation, so that it can run again ` +
          'and its log stays',
      ]);
    },
  );

  test('is refused under a name that changes', () => {
    expect(mistakesOf({ metadata: { generateName: 'by-hand-' } })).toEqual([
      'Shop/shop-web/Job-by-hand: the hook Job has generateName "by-hand-", so that one of them piles up for each sync; ' +
        'give it a name',
    ]);
  });

  test.each([0, 60, 3599])('is refused if it is gone %s s after it has finished', (ttlSecondsAfterFinished) => {
    expect(mistakesOf({ spec: { ttlSecondsAfterFinished } })).toEqual([
      `${where} is removed ${ttlSecondsAfterFinished} s after it has finished (ttlSecondsAfterFinished), maybe before Argo ` +
        'CD has seen how; leave it out: the next run replaces it',
    ]);
  });

  test('is fine if it stays for an hour', () => {
    expect(mistakesOf({ spec: { ttlSecondsAfterFinished: 3600 } })).toEqual([]);
  });

  test('is fine if it runs no pods and is made anew each time', () => {
    const environment = shop();
    configMap(web(environment), 'marker', {}, { [hook]: 'PostSync', [policy]: 'BeforeHookCreation' });
    expect(mistakes(environment)).toEqual([]);
  });

  test.each([{ annotations: wave('-1') }, { annotations: { ...wave('-1'), [hook]: 'Skip' } }])(
    'is none without a phase in which it would run: $annotations',
    ({ annotations }) => {
      const spec = { ttlSecondsAfterFinished: 0 };
      expect(mistakesOf({ annotations, spec, container: { image: 'registry.example/other:1.0.0' } })).toEqual([]);
    },
  );
});

describe('a hook before the sync', () => {
  const before = { ...usual, [hook]: 'PreSync' };
  const early = (needs: string) => [
    `${where} runs before the sync, which is what creates ${needs}; make it a Sync hook, in a wave of its own`,
  ];

  test('is refused if the sync creates what it reads', () => {
    const container = { envFrom: [{ configMapRef: { name: 'flags' } }] };
    const flags = (tier: WebService) => configMap(tier, 'flags', {}, wave('-3'));
    expect(mistakesOf({ annotations: before, container }, flags)).toEqual(early('ConfigMap flags'));
  });

  test('is refused if the sync creates its identity', () => {
    const pod = { serviceAccountName: 'shop-web' };
    expect(mistakesOf({ annotations: before, pod })).toEqual(early('ServiceAccount shop-web'));
  });

  test('is refused if it runs in several phases, one of them before', () => {
    const pod = { serviceAccountName: 'shop-web' };
    expect(mistakesOf({ annotations: { ...usual, [hook]: 'PreSync, Sync' }, pod })).toEqual(
      early('ServiceAccount shop-web'),
    );
  });

  test('is fine if it needs nothing, whatever its wave', () => {
    expect(mistakesOf({ annotations: { ...before, ...wave('5') } })).toEqual([]);
  });

  test('is fine if it reads what somebody else looks after', () => {
    const environment = shop();
    environment.assumeExisting('Secret', 'licence');
    const container = { envFrom: [{ secretRef: { name: 'licence' } }] };
    job(web(environment), { annotations: before, container });
    expect(mistakes(environment)).toEqual([]);
  });
});

describe('a hook of a release', () => {
  test.each(['PreSync', 'Sync'])('is refused in %s if it runs an image that no workload runs', (phase) => {
    const container = { image: 'registry.example/shop-migrations:1.0.0' };
    expect(mistakesOf({ annotations: { ...usual, [hook]: phase }, container })).toEqual([
      `${where} runs registry.example/shop-migrations:1.0.0, which no workload runs: a change of a hook alone starts no sync; ` +
        'give it the image of the workload that it is for',
    ]);
  });

  test('is refused if another hook alone runs its image', () => {
    const container = { image: 'registry.example/shop-migrations:1.0.0' };
    const other = (tier: WebService) =>
      new ApiObject(tier, 'Job-other', {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name: 'other', annotations: wave('1') },
        spec: { template: podTemplate('other', { restartPolicy: 'Never' }, container) },
      });
    expect(mistakesOf({ container }, other)).toEqual([
      expect.stringContaining('registry.example/shop-migrations:1.0.0, which no workload runs'),
    ]);
  });

  test.each(['0', '1'])('is refused in wave %s, beside or after the pods that it is for', (value) => {
    expect(mistakesOf({ annotations: { ...usual, ...wave(value) } })).toEqual([
      `${where} is in wave ${value} but Deployment shop-web, with the same image, is in wave 0; give the hook a lower wave, ` +
        'so that it has succeeded before',
    ]);
  });

  test('is held against a Rollout as against a Deployment', () => {
    const environment = judgedShop();
    const service = blueGreen(environment);
    new ReleaseJob(service, 'Migrate', { name: 'migrate', uses: [], deadlineSeconds: 60, resources });
    service.patch({ kind: 'Job' }, JsonPatch.replace('/metadata/annotations/argocd.argoproj.io~1sync-wave', '0'));
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/Migrate/Job: the hook Job shop-web-migrate is in wave 0 but Rollout shop-web, with the same image, is ' +
        'in wave 0; give the hook a lower wave, so that it has succeeded before',
    ]);
  });

  test.each(['PostSync', 'SyncFail', 'PostDelete'])('may be anything in %s', (phase) => {
    const annotations = { ...usual, ...wave('0'), [hook]: phase };
    expect(mistakesOf({ annotations })).toEqual([]);
    expect(mistakesOf({ annotations, container: { image: 'registry.example/notifier:1.0.0' } })).toEqual([]);
  });
});
