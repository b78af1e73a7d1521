import { type Expectation, jobTemplates, type Loose, ofKind, same } from './expectation.ts';

const label = 'app.kubernetes.io/name';
const named = (kind: string, name: string) => (objects: Parameters<Expectation['of']>[0]) =>
  ofKind(kind)(objects).filter(({ metadata }) => metadata.name === name);
const tcp = (port: number) => [{ port, protocol: 'TCP' }];
const pod = (name: string) => ({ podSelector: { matchLabels: { [label]: name } } });
const latest = { name: 'colour', valueFrom: { podTemplateHashValue: 'Latest' } };
const token = { name: 'TOKEN_FILE', value: '/run/secrets/shop-api/token' };
const locale = { name: 'LOCALE', value: 'en' };

/** What an analysis by metrics has to say. */
const judges = (template: Loose, job: string, count: number): boolean => {
  const of = `namespace="shop-test",job="${job}",rollouts_pod_template_hash="{{args.colour}}"`;
  return (
    same(template.spec.args, [{ name: 'colour' }]) &&
    same(
      template.spec.metrics.map(({ name, failureLimit, successCondition }: Loose) => [
        name,
        failureLimit,
        successCondition,
      ]),
      [
        ['answers', 1, 'len(result) == 1 && result[0] == 1'],
        ['restarts', 0, 'len(result) == 1 && result[0] == 0'],
        ['errors', 1, 'len(result) == 1 && result[0] <= 0.05'],
        ['latency', 1, 'len(result) == 1 && result[0] <= 1'],
      ],
    ) &&
    template.spec.metrics.every(
      (metric: Loose) =>
        metric.initialDelay === '60s' &&
        metric.interval === '30s' &&
        metric.count === count &&
        metric.consecutiveErrorLimit === 12 &&
        metric.provider.prometheus.address === 'http://prometheus.monitoring.svc:9090' &&
        metric.provider.prometheus.timeout === 20 &&
        (metric.name === 'restarts'
          ? metric.provider.prometheus.query.includes('pod=~"shop-api-{{args.colour}}-.+"')
          : metric.provider.prometheus.query.includes(of)),
    )
  );
};

/** What holds for releases. */
export const releaseExpectations: readonly Expectation[] = [
  {
    name: 'a Rollout proves its next colour, switches by itself, and gives up by itself',
    of: ofKind('Rollout'),
    holds: ({ spec: { template, selector, ...how } }) =>
      same(how, {
        revisionHistoryLimit: 3,
        progressDeadlineSeconds: 600,
        progressDeadlineAbort: true,
        strategy: {
          blueGreen: {
            activeService: 'shop-api',
            previewService: 'shop-api-preview',
            autoPromotionEnabled: true,
            scaleDownDelaySeconds: 930,
            scaleDownDelayRevisionLimit: 1,
            abortScaleDownDelaySeconds: 1,
            prePromotionAnalysis: {
              templates: [{ templateName: 'shop-api-smoke' }, { templateName: 'shop-api-preview' }],
              args: [{ name: 'url', value: 'http://shop-api-preview:8080' }, latest],
            },
            postPromotionAnalysis: {
              templates: [{ templateName: 'shop-api-smoke' }, { templateName: 'shop-api-live' }],
              args: [{ name: 'url', value: 'http://shop-api:8080' }, latest],
            },
          },
        },
      }),
  },
  {
    name: 'a Rollout has its variables in its own pods, where no prune can take them away',
    of: ofKind('Rollout'),
    holds: ({ spec: { template } }) => {
      const [{ env, envFrom }] = template.spec.containers;
      const own = env.filter(({ name }: Loose) => ['LOCALE', 'REGION'].includes(name));
      return envFrom === undefined && same(own, [locale, { name: 'REGION', value: 'north' }]);
    },
  },
  {
    name: 'files of a Rollout are kept for the colour that serves on',
    of: (objects) => ofKind('ConfigMap')(objects).filter(({ metadata }) => /^shop-api-rules-/.test(metadata.name)),
    holds: ({ metadata: { annotations } }) =>
      annotations['argocd.argoproj.io/sync-options'] === 'Prune=false' &&
      annotations['argocd.argoproj.io/compare-options'] === 'IgnoreExtraneous',
  },
  {
    name: 'both colours have a Service by name, which is never applied on the server',
    of: (objects) => [...named('Service', 'shop-api')(objects), ...named('Service', 'shop-api-preview')(objects)],
    holds: ({ metadata: { name, labels, annotations } }) =>
      labels[label] === name &&
      labels['app.kubernetes.io/component'] === 'api' &&
      same(annotations, {
        'argocd.argoproj.io/sync-options': 'ServerSideApply=false',
        'argocd.argoproj.io/sync-wave': '0',
      }),
  },
  {
    name: 'the preview has a Service',
    of: named('Service', 'shop-api-preview'),
    holds: ({ spec }) => spec.selector[label] === 'shop-api',
  },
  {
    name: 'Services of what rolls are applied as ever',
    of: named('Service', 'shop-web'),
    holds: ({ metadata }) => same(metadata.annotations, { 'argocd.argoproj.io/sync-wave': '0' }),
  },
  {
    name: 'the next colour is judged by metrics',
    of: named('AnalysisTemplate', 'shop-api-preview'),
    holds: (template) => judges(template, 'shop-api-preview', 4),
  },
  {
    name: 'the colour with the traffic is judged by metrics for longer',
    of: named('AnalysisTemplate', 'shop-api-live'),
    holds: (template) => judges(template, 'shop-api', 10),
  },
  {
    name: 'the smoke test is a Job that is tried once, ends, and can be looked at',
    of: named('AnalysisTemplate', 'shop-api-smoke'),
    holds: ({ spec: { args, metrics } }) => {
      const { metadata, spec } = metrics[0].provider.job;
      const { template, ...how } = spec;
      return (
        same(args, [{ name: 'url' }]) &&
        metrics.length === 1 &&
        metrics[0].name === 'smoke' &&
        metadata.labels[label] === 'shop-api-smoke' &&
        same(how, { backoffLimit: 0, activeDeadlineSeconds: 120, ttlSecondsAfterFinished: 86_400 })
      );
    },
  },
  {
    name: 'the smoke test learns where to look and what it needs',
    of: (objects) => jobTemplates(objects).filter(({ metadata }) => metadata.labels[label] === 'shop-api-smoke'),
    holds: ({ spec }) => {
      const [{ name, image, command, env, resources }] = spec.containers;
      return (
        name === 'shop-api-smoke' &&
        image === 'registry.example/shop-web:1.4.2' &&
        same(command, ['try']) &&
        same(env, [locale, { name: 'SHOP_URL', value: '{{args.url}}' }, token]) &&
        same(resources, {
          requests: { cpu: '50m', memory: '128Mi', 'ephemeral-storage': '16Mi' },
          limits: { cpu: '500m', memory: '128Mi', 'ephemeral-storage': '64Mi' },
        })
      );
    },
  },
  {
    name: 'the smoke test reaches its service, and is let in',
    of: (objects) => [named('NetworkPolicy', 'shop-api-smoke')(objects), named('NetworkPolicy', 'shop-api')(objects)],
    holds: ([policy]) =>
      policy.metadata.name === 'shop-api'
        ? policy.spec.ingress.some((rule: Loose) => same(rule, { from: [pod('shop-api-smoke')], ports: tcp(8080) }))
        : same(policy.spec.podSelector, pod('shop-api-smoke').podSelector) &&
          policy.spec.egress.some((rule: Loose) => same(rule, { to: [pod('shop-api')], ports: tcp(8080) })),
  },
  {
    name: 'a Job of a release runs within the sync, is replaced by the next, and ends',
    of: ofKind('Job'),
    holds: ({ metadata, spec: { template, ...how } }) =>
      metadata.name === 'shop-api-migrate' &&
      metadata.labels[label] === 'shop-api-migrate' &&
      same(metadata.annotations, {
        'argocd.argoproj.io/hook': 'Sync',
        'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
        'argocd.argoproj.io/sync-wave': '-1',
      }) &&
      same(how, { backoffLimit: 2, activeDeadlineSeconds: 300 }),
  },
  {
    name: 'a Job of a release runs the image of its service, with its connections',
    of: ofKind('Job'),
    holds: ({ spec }) => {
      const [{ name, image, command, args, env }] = spec.template.spec.containers;
      return (
        name === 'shop-api-migrate' &&
        image === 'registry.example/shop-web:1.4.2' &&
        same([command, args], [['migrate'], ['up']]) &&
        same(env, [
          { name: 'DATABASE_HOST', value: 'shop-db' },
          { name: 'DATABASE_NAME', value: 'shop' },
          { name: 'DATABASE_PASSWORD_FILE', value: '/run/secrets/shop-db/password' },
          { name: 'DATABASE_POOL_SIZE', value: '1' },
          { name: 'DATABASE_PORT', value: '5432' },
          { name: 'DATABASE_USER', value: 'shop' },
          locale,
        ])
      );
    },
  },
  {
    name: 'a Job of a release reaches its database, and is let in',
    of: (objects) => [named('NetworkPolicy', 'shop-api-migrate')(objects), named('NetworkPolicy', 'shop-db')(objects)],
    holds: ([policy]) =>
      policy.metadata.name === 'shop-db'
        ? policy.spec.ingress.some((rule: Loose) => same(rule, { from: [pod('shop-api-migrate')], ports: tcp(5432) }))
        : same(policy.spec.podSelector, pod('shop-api-migrate').podSelector) &&
          policy.metadata.labels[label] === 'shop-api-migrate' &&
          policy.metadata.annotations['argocd.argoproj.io/sync-wave'] === '-3' &&
          policy.spec.egress.some((rule: Loose) => same(rule, { to: [pod('shop-db')], ports: tcp(5432) })),
  },
  {
    name: 'Jobs are pods of their own under the identity of their service, and are not restarted',
    of: jobTemplates,
    holds: ({ metadata: { labels }, spec }) =>
      ['shop-api-smoke', 'shop-api-migrate'].includes(labels[label]) &&
      ['instance', 'component', 'part-of', 'managed-by'].every((name) => labels[`app.kubernetes.io/${name}`]) &&
      spec.restartPolicy === 'Never' &&
      spec.serviceAccountName === 'shop-api' &&
      spec.containers[0].volumeMounts.length === spec.volumes.length,
  },
];
