import type { Environment, WebService } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { ApiObject, JsonPatch } from 'cdk8s';
import { blueGreen, judgedShop, mistakes, postgres, web } from '../support/fixture.ts';

const rollout = { kind: 'Rollout' };
const strategy = '/spec/strategy/blueGreen';
const where = 'Shop/shop-web/Rollout: Rollout shop-web';

/** What the checks say of a blue-green service that somebody has changed. */
function mistakesAfter(change: (service: WebService, environment: Environment) => void): string[] {
  const environment = judgedShop();
  change(blueGreen(environment), environment);
  return mistakes(environment);
}

const patched = (...patches: JsonPatch[]) => mistakesAfter((service) => service.patch(rollout, ...patches));

describe('a blue-green release', () => {
  test('is fine as the library makes it', () => {
    expect(mistakesAfter(() => {})).toEqual([]);
  });

  test('is fine if it is none: a canary switches otherwise', () => {
    expect(patched(JsonPatch.replace('/spec/strategy', { canary: { steps: [{ setWeight: 20 }] } }))).toEqual([]);
  });
});

describe('the Services of a blue-green release', () => {
  test('are refused without a preview', () => {
    expect(patched(JsonPatch.remove(`${strategy}/previewService`))).toEqual([
      `${where} has no preview Service, so users would be the first to try a new colour; give it a previewService of its own`,
    ]);
  });

  test('are refused if both are one', () => {
    expect(patched(JsonPatch.replace(`${strategy}/previewService`, 'shop-web'))).toEqual([
      `${where} has the Service shop-web as active and as preview, so users would be the first to try a new colour; give it ` +
        'a previewService of its own',
    ]);
  });

  const annotations = '/metadata/annotations/argocd.argoproj.io~1sync-options';

  test.each([
    { name: 'shop-web', id: 'Service', change: JsonPatch.remove(annotations) },
    { name: 'shop-web-preview', id: 'PreviewService', change: JsonPatch.remove(annotations) },
    { name: 'shop-web', id: 'Service', change: JsonPatch.replace(annotations, 'ServerSideApply=true') },
    { name: 'shop-web', id: 'Service', change: JsonPatch.replace(annotations, 'Prune=false') },
  ])('are refused if $name may be applied on the server', ({ name, id, change }) => {
    expect(mistakesAfter((service) => service.patch({ kind: 'Service', name }, change))).toEqual([
      `Shop/shop-web/${id}: Service ${name} is switched by Rollout shop-web, but an apply on the server would take the ` +
        'colour out of its selector and move all traffic at once; annotate it with argocd.argoproj.io/sync-options: ' +
        'ServerSideApply=false',
    ]);
  });

  test('are fine with further options', () => {
    const change = JsonPatch.replace(annotations, 'Prune=false, ServerSideApply=false');
    expect(mistakesAfter((service) => service.patch({ kind: 'Service', name: 'shop-web' }, change))).toEqual([]);
  });
});

describe('the deadlines of a blue-green release', () => {
  test.each([
    { change: JsonPatch.remove('/spec/progressDeadlineAbort') },
    { change: JsonPatch.replace('/spec/progressDeadlineAbort', false) },
  ])('are refused if nothing happens when they pass', ({ change }) => {
    expect(patched(change)).toEqual([
      `${where} does not set progressDeadlineAbort, so a colour that never gets ready would be waited for without end; set ` +
        'it to true',
    ]);
  });

  // The smoke test takes 120 s before, the metrics 60 + 9 x 30 s afterwards.
  const tooShort = (seconds: number) => [
    `${where} is aborted after ${seconds} s without progress but its analysis takes 150 s before traffic moves and 330 s ` +
      'afterwards; raise progressDeadlineSeconds above their sum',
  ];

  test('are refused if the analysis alone takes as long', () => {
    expect(patched(JsonPatch.replace('/spec/progressDeadlineSeconds', 480))).toEqual(tooShort(480));
  });

  test('are fine a second above it, and by default, which is ten minutes', () => {
    expect(patched(JsonPatch.replace('/spec/progressDeadlineSeconds', 481))).toEqual([]);
    expect(patched(JsonPatch.remove('/spec/progressDeadlineSeconds'))).toEqual([]);
  });

  const noReturn = (seconds: number, live = 330) =>
    `${where} keeps the old colour for ${seconds} s but judges the new one for ${live} s after traffic has moved, so there ` +
    'would be nothing to return to; raise scaleDownDelaySeconds above it';

  test('are refused if the old colour goes before the new one is judged', () => {
    expect(patched(JsonPatch.replace(`${strategy}/scaleDownDelaySeconds`, 330))).toEqual([noReturn(330)]);
    expect(patched(JsonPatch.remove(`${strategy}/scaleDownDelaySeconds`))).toEqual([noReturn(30)]);
  });

  test('are fine if the old colour stays a second longer, or nothing is judged after the switch', () => {
    expect(patched(JsonPatch.replace(`${strategy}/scaleDownDelaySeconds`, 331))).toEqual([]);
    expect(
      patched(
        JsonPatch.remove(`${strategy}/postPromotionAnalysis`),
        JsonPatch.remove(`${strategy}/scaleDownDelaySeconds`),
      ),
    ).toEqual([]);
  });

  const live = { kind: 'AnalysisTemplate', name: 'shop-web-live' };
  const observing = (...patches: JsonPatch[]) => mistakesAfter((service) => service.patch(live, ...patches));
  const metric = '/spec/metrics/0';

  test.each([
    { what: 'more measurements', change: JsonPatch.replace(`${metric}/count`, 40) },
    { what: 'more measurements, as a text', change: JsonPatch.replace(`${metric}/count`, '40') },
    { what: 'a longer interval', change: JsonPatch.replace(`${metric}/interval`, '2m10s') },
    { what: 'a later beginning', change: JsonPatch.replace(`${metric}/initialDelay`, '16m') },
  ])('hold against what the templates say: $what', ({ change }) => {
    const lasts = { '40': 60 + 39 * 30, '2m10s': 60 + 9 * 130, '16m': 960 + 9 * 30 }[
      String((change as any)._toJson().value)
    ] as number;
    expect(observing(change)).toEqual([
      `${where} is aborted after 600 s without progress but its analysis takes 150 s before traffic moves and ${lasts} s ` +
        'afterwards; raise progressDeadlineSeconds above their sum',
      noReturn(930, lasts),
    ]);
  });

  test('hold against the deadline of a Job', () => {
    const change = JsonPatch.replace('/spec/metrics/0/provider/job/spec/activeDeadlineSeconds', 2000);
    const smoke = { kind: 'AnalysisTemplate', name: 'shop-web-smoke' };
    expect(mistakesAfter((service) => service.patch(smoke, change))).toEqual([
      `${where} is aborted after 600 s without progress but its analysis takes 2000 s before traffic moves and 2000 s ` +
        'afterwards; raise progressDeadlineSeconds above their sum',
      noReturn(930, 2000),
    ]);
  });

  test('cannot be judged by what the controller fills in', () => {
    const arguments_ = ['count', 'interval', 'initialDelay'].map((field) =>
      JsonPatch.replace(`${metric}/${field}`, `{{args.${field}}}`),
    );
    expect(observing(...arguments_)).toEqual([]);
  });

  test('are fine with templates of the whole cluster, which nobody knows here', () => {
    const add = JsonPatch.add(`${strategy}/postPromotionAnalysis/templates/-`, {
      templateName: 'corporate',
      clusterScope: true,
    });
    expect(patched(add)).toEqual([]);
  });
});

describe('the pods of an aborted colour', () => {
  const path = `${strategy}/abortScaleDownDelaySeconds`;
  const kept = (time: string) =>
    `${where} keeps pods of an aborted colour for ${time}, during which trying it again skips all proof; set ` +
    'abortScaleDownDelaySeconds to 1';

  test.each([
    { operation: JsonPatch.remove(path), time: '30 s' },
    { operation: JsonPatch.replace(path, 6), time: '6 s' },
    { operation: JsonPatch.replace(path, 0), time: 'ever' },
  ])('are not kept for $time', ({ operation, time }) => {
    expect(patched(operation)).toEqual([kept(time)]);
  });

  test('may be kept for some seconds', () => {
    expect(patched(JsonPatch.replace(path, 5))).toEqual([]);
  });
});

describe('a number of pods for the preview', () => {
  test('is refused: some controllers get stuck with it', () => {
    expect(patched(JsonPatch.add(`${strategy}/previewReplicaCount`, 1))).toEqual([
      `${where} sets previewReplicaCount 1, with which some versions of Argo Rollouts get stuck while an autoscaler works; ` +
        'leave it out, and both colours scale',
    ]);
  });
});

describe('a metric of an analysis', () => {
  const remove = (path: string) =>
    mistakesAfter((service) =>
      service.patch({ kind: 'AnalysisTemplate', name: 'shop-web-preview' }, JsonPatch.remove(path)),
    );

  test('is refused if it is measured for ever', () => {
    expect(remove('/spec/metrics/1/count')).toEqual([
      'Shop/shop-web/BlueGreen/AnalysisTemplate-shop-web-preview: metric restarts of AnalysisTemplate shop-web-preview is ' +
        'measured every 30s without end, and the release never completes; give it a count',
    ]);
  });

  test('is fine if nobody is judged by it', () => {
    const unused = (tier: WebService) =>
      new ApiObject(tier, 'Unused', {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'AnalysisTemplate',
        metadata: { name: 'unused' },
        spec: { metrics: [{ name: 'for-ever', interval: '1m' }] },
      });
    expect(mistakesAfter(unused)).toEqual([]);
  });
});

describe('an autoscaler', () => {
  const scaling = (environment: Environment, service: WebService, apiVersion: string) => {
    service.patch(
      { kind: 'HorizontalPodAutoscaler' },
      JsonPatch.replace('/spec/scaleTargetRef/apiVersion', apiVersion),
    );
    return mistakes(environment);
  };
  const refusal = (kind: string, wrong: string, right: string) => [
    `Shop/shop-web/HorizontalPodAutoscaler: HorizontalPodAutoscaler shop-web scales ${kind} shop-web of ${wrong}, but it is ` +
      `of ${right}; make them agree`,
  ];

  test('is refused if it names another API than that of the Rollout', () => {
    const environment = judgedShop();
    expect(scaling(environment, blueGreen(environment), 'apps/v1')).toEqual(
      refusal('Rollout', 'apps/v1', 'argoproj.io/v1alpha1'),
    );
  });

  test('is refused if it names another API than that of a Deployment', () => {
    const environment = judgedShop();
    expect(scaling(environment, web(environment), 'apps/v1beta1')).toEqual(
      refusal('Deployment', 'apps/v1beta1', 'apps/v1'),
    );
  });
});

describe('what the other checks see of a blue-green release', () => {
  test('is its number of pods beside an autoscaler', () => {
    expect(patched(JsonPatch.add('/spec/replicas', 3))).toEqual([
      'Shop/shop-web/Rollout: Rollout shop-web has replicas 3 but HorizontalPodAutoscaler shop-web scales it from 2 to 4; ' +
        'remove one of them',
    ]);
  });

  test('is its pods, as Pod Security does', () => {
    const change = JsonPatch.replace('/spec/template/spec/containers/0/securityContext/allowPrivilegeEscalation', true);
    expect(patched(change).join('\n')).toMatch(
      /^Shop\/shop-web\/Rollout: Rollout shop-web violates Pod Security "restr/,
    );
  });

  test('is the pod of its smoke test', () => {
    const change = JsonPatch.remove('/spec/metrics/0/provider/job/spec/template/spec/securityContext');
    const smoke = { kind: 'AnalysisTemplate', name: 'shop-web-smoke' };
    const messages = mistakesAfter((service) => service.patch(smoke, change));
    expect(messages.length).toBeGreaterThan(0);
    for (const message of messages) {
      expect(message).toContain('AnalysisTemplate shop-web-smoke violates Pod Security "restricted"');
    }
  });

  test('is how long its pods take to end', () => {
    expect(patched(JsonPatch.replace('/spec/template/spec/terminationGracePeriodSeconds', 3)).join('\n')).toContain(
      'Rollout shop-web',
    );
  });

  test('is nothing wrong beside a database', () => {
    expect(mistakesAfter((_service, environment) => postgres(environment))).toEqual([]);
  });
});
