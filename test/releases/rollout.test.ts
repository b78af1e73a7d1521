import { WebService, type WebServiceProps } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import {
  blueGreen,
  judgedShop,
  mistakes,
  objectOf,
  objectsOf,
  prometheus,
  queries,
  requestMetrics,
  resources,
  shop,
  smokeTest,
  web,
} from '../support/fixture.ts';

function released(props: Partial<WebServiceProps> = {}, environment = judgedShop()) {
  blueGreen(environment, props);
  return environment;
}

/** One that nobody changes. */
const usual = released();
const rolloutOf = (environment = usual) => objectOf(environment, 'Rollout', 'shop-web');

/** The templates that there are, and which of them judge before and after the switch. */
function judgesOf(environment = usual) {
  const { prePromotionAnalysis, postPromotionAnalysis } = rolloutOf(environment).spec.strategy.blueGreen;
  const names = (analysis: any) => analysis?.templates.map(({ templateName }: any) => templateName);
  return {
    emitted: objectsOf(environment)
      .filter(({ kind }) => kind === 'AnalysisTemplate')
      .map(({ metadata }) => metadata.name),
    before: names(prePromotionAnalysis),
    after: names(postPromotionAnalysis),
  };
}

describe('a service that is released blue-green', () => {
  test('passes every check', () => {
    expect(mistakes(usual)).toEqual([]);
  });

  test('has its variables in its pods: Git may name another ConfigMap than the colour that serves', () => {
    const environment = released({
      environment: { COLOUR: 'green', ANSWER: '42' },
      config: [{ name: 'rules', path: '/etc/rules', files: { 'rules.txt': 'none' } }],
    });
    const [{ env, envFrom }] = rolloutOf(environment).spec.template.spec.containers;
    expect(envFrom).toBeUndefined();
    expect(env).toEqual([
      { name: 'ANSWER', value: '42' },
      { name: 'COLOUR', value: 'green' },
    ]);
    const files = objectsOf(environment).filter(({ kind }) => kind === 'ConfigMap');
    expect(files.map(({ metadata }) => metadata)).toEqual([
      expect.objectContaining({
        name: expect.stringMatching(/^shop-web-rules-/),
        annotations: expect.objectContaining({
          'argocd.argoproj.io/sync-options': 'Prune=false',
          'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
        }),
      }),
    ]);
    expect(mistakes(environment)).toEqual([]);
  });

  test('is a Rollout that switches by itself, gives up by itself, and keeps one colour to return to', () => {
    const { apiVersion, spec } = rolloutOf();
    expect(apiVersion).toBe('argoproj.io/v1alpha1');
    const { template, selector, ...how } = spec;
    expect(how).toEqual({
      revisionHistoryLimit: 3,
      progressDeadlineSeconds: 600,
      progressDeadlineAbort: true,
      strategy: {
        blueGreen: {
          activeService: 'shop-web',
          previewService: 'shop-web-preview',
          autoPromotionEnabled: true,
          scaleDownDelaySeconds: 930,
          scaleDownDelayRevisionLimit: 1,
          abortScaleDownDelaySeconds: 1,
          prePromotionAnalysis: {
            templates: [{ templateName: 'shop-web-smoke' }, { templateName: 'shop-web-preview' }],
            args: [
              { name: 'url', value: 'http://shop-web-preview:8080' },
              { name: 'colour', valueFrom: { podTemplateHashValue: 'Latest' } },
            ],
          },
          postPromotionAnalysis: {
            templates: [{ templateName: 'shop-web-smoke' }, { templateName: 'shop-web-live' }],
            args: [
              { name: 'url', value: 'http://shop-web:8080' },
              { name: 'colour', valueFrom: { podTemplateHashValue: 'Latest' } },
            ],
          },
        },
      },
    });
  });

  test('lets no revision go live without proof because it is an old one: it may have failed then', () => {
    expect(rolloutOf().spec.rollbackWindow).toBeUndefined();
  });

  test('runs the very pods that it would run if it rolled, each colour spread by itself', () => {
    const rolling = judgedShop();
    web(rolling);
    const expected = objectOf(rolling, 'Deployment', 'shop-web').spec;
    for (const constraint of expected.template.spec.topologySpreadConstraints) {
      expect(constraint.matchLabelKeys).toEqual(['pod-template-hash']);
      constraint.matchLabelKeys = ['rollouts-pod-template-hash'];
    }
    const { template, selector } = rolloutOf().spec;
    expect({ template, selector }).toEqual({ template: expected.template, selector: expected.selector });
  });

  test('leaves the number of pods to the autoscaler, which scales the Rollout', () => {
    expect(rolloutOf().spec.replicas).toBeUndefined();
    expect(objectOf(usual, 'HorizontalPodAutoscaler', 'shop-web').spec.scaleTargetRef).toEqual({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      name: 'shop-web',
    });
  });

  test('has a fixed number of pods if it is asked for, and no autoscaler', () => {
    const environment = released({ replicas: 3 });
    expect(rolloutOf(environment).spec.replicas).toBe(3);
    expect(objectsOf(environment).filter(({ kind }) => kind === 'HorizontalPodAutoscaler')).toEqual([]);
    expect(mistakes(environment)).toEqual([]);
  });

  test('has no Deployment', () => {
    expect(objectsOf(usual).filter(({ kind }) => kind === 'Deployment')).toEqual([]);
  });

  test('keeps its disruption budget, which holds for all colours', () => {
    const { matchLabels } = objectOf(usual, 'PodDisruptionBudget', 'shop-web').spec.selector;
    expect(matchLabels).toEqual(rolloutOf().spec.selector.matchLabels);
  });
});

describe('the Services of both colours', () => {
  const [active, preview] = ['shop-web', 'shop-web-preview'].map((name) => objectOf(usual, 'Service', name));

  test('differ in name and in the label that names the scrape job, and in nothing else', () => {
    expect(preview?.metadata.labels?.['app.kubernetes.io/name']).toBe('shop-web-preview');
    expect(active?.metadata.labels?.['app.kubernetes.io/name']).toBe('shop-web');
    expect(JSON.parse(JSON.stringify(preview).replaceAll('shop-web-preview', 'shop-web'))).toEqual(active);
  });

  test('select the pods of the service; the controller adds the colour', () => {
    for (const service of [active, preview]) {
      expect(service?.spec.selector).toEqual({
        'app.kubernetes.io/name': 'shop-web',
        'app.kubernetes.io/instance': 'shop-test',
      });
    }
  });

  test('are never applied on the server, which would take the colour away', () => {
    for (const service of [active, preview]) {
      expect(service?.metadata['annotations']).toMatchObject({
        'argocd.argoproj.io/sync-options': 'ServerSideApply=false',
      });
    }
  });

  test('are one Service, applied as ever, where the service rolls', () => {
    const environment = judgedShop();
    web(environment);
    const services = objectsOf(environment).filter(({ kind }) => kind === 'Service');
    expect(services.map(({ metadata }) => metadata.name)).toEqual(['shop-web']);
    expect(services[0]?.metadata['annotations']).toEqual({ 'argocd.argoproj.io/sync-wave': '0' });
  });
});

describe('a revision is judged', () => {
  test('by its smoke test and by metrics, before and after the switch', () => {
    expect(judgesOf()).toEqual({
      emitted: ['shop-web-live', 'shop-web-preview', 'shop-web-smoke'],
      before: ['shop-web-smoke', 'shop-web-preview'],
      after: ['shop-web-smoke', 'shop-web-live'],
    });
  });

  test('by metrics alone without a smoke test', () => {
    const environment = released({ analysis: {} });
    expect(judgesOf(environment)).toEqual({
      emitted: ['shop-web-live', 'shop-web-preview'],
      before: ['shop-web-preview'],
      after: ['shop-web-live'],
    });
    const { args } = rolloutOf(environment).spec.strategy.blueGreen.prePromotionAnalysis;
    expect(args.map(({ name }: any) => name)).toEqual(['colour']);
    expect(mistakes(environment)).toEqual([]);
  });

  test.each([
    { where: 'nobody asks Prometheus', monitoring: { prometheus } },
    { where: 'nobody scrapes', monitoring: { queries } },
  ])('by its smoke test alone where $where', ({ monitoring }) => {
    const judged = released({}, shop({ monitoring: { ...monitoring, metrics: [requestMetrics] } }));
    expect(judgesOf(judged)).toEqual({
      emitted: ['shop-web-smoke'],
      before: ['shop-web-smoke'],
      after: ['shop-web-smoke'],
    });
    const { args } = rolloutOf(judged).spec.strategy.blueGreen.postPromotionAnalysis;
    expect(args).toEqual([{ name: 'url', value: 'http://shop-web:8080' }]);
    expect(mistakes(judged)).toEqual([]);
  });

  test('by its smoke test alone if it exports no metrics', () => {
    const environment = judgedShop();
    const probe = { path: '/health' };
    new WebService(environment, 'Silent', {
      name: 'shop-web',
      image: 'registry.example/shop-web:1.4.2',
      port: 8080,
      replicas: 1,
      resources,
      probes: { liveness: probe, readiness: probe },
      release: 'blueGreen',
      analysis: { smokeTest },
    });
    expect(judgesOf(environment).emitted).toEqual(['shop-web-smoke']);
    expect(mistakes(environment)).toEqual([]);
  });

  test('by its probes alone without any of them', () => {
    const environment = released({ analysis: {} }, shop({ monitoring: { metrics: [requestMetrics] } }));
    expect(judgesOf(environment)).toEqual({ emitted: [], before: undefined, after: undefined });
    expect(mistakes(environment)).toEqual([]);
  });

  test('not at all where it rolls, whatever it would have to prove', () => {
    const environment = judgedShop();
    web(environment, { analysis: { smokeTest } });
    expect(objectsOf(environment).filter(({ kind }) => kind === 'AnalysisTemplate')).toEqual([]);
    expect(objectOf(environment, 'Deployment', 'shop-web').spec.strategy.type).toBe('RollingUpdate');
  });
});
