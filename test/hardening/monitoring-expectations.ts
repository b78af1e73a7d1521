import { type Expectation, isExporter, type Loose, ofKind, same } from './expectation.ts';

const label = 'app.kubernetes.io/name';
const times = { interval: '10s', scrapeTimeout: '8s' };
const monitors = ['ServiceMonitor', 'PodMonitor', 'Probe', 'PrometheusRule'];
const exporters = (objects: Parameters<Expectation['of']>[0]) => ofKind('Deployment')(objects).filter(isExporter);
const environmentOf = (name: string) => (objects: Parameters<Expectation['of']>[0]) =>
  ofKind('ConfigMap')(objects).filter(({ metadata }) => metadata.name.startsWith(`${name}-environment-`));
const containerOf = ({ spec }: Loose) => spec.template.spec.containers[0];

/** What holds for those who watch. */
export const monitoringExpectations: readonly Expectation[] = [
  {
    name: 'services are scraped every ten seconds, on their metrics port, under their own name',
    of: ofKind('ServiceMonitor'),
    holds: ({ metadata: { name }, spec }) =>
      same(spec, {
        jobLabel: label,
        // Colours are told apart by the revision.
        ...(name.startsWith('shop-api') ? { podTargetLabels: ['rollouts-pod-template-hash'] } : {}),
        selector: { matchLabels: { [label]: name } },
        endpoints: [{ port: 'metrics', path: '/metrics', ...times }],
      }),
  },
  {
    name: 'exporters are scraped pod by pod',
    of: ofKind('PodMonitor'),
    holds: ({ metadata: { name }, spec }) =>
      same(spec, {
        jobLabel: label,
        selector: { matchLabels: { [label]: name } },
        podMetricsEndpoints: [{ port: 'http', path: '/metrics', ...times }],
      }),
  },
  {
    name: 'pages are fetched through the blackbox exporter',
    of: ofKind('Probe'),
    holds: ({ metadata: { name }, spec }) =>
      same(spec, {
        jobName: name,
        module: 'http_2xx',
        prober: { url: 'shop-blackbox.shop-test.svc:9115', path: '/probe', scheme: 'http' },
        targets: {
          staticConfig: {
            static: [
              name === 'shop-probe' ? 'https://shop.example.com/health' : 'http://shop-web.shop-test.svc:8080/health',
            ],
            labels: { namespace: 'shop-test' },
          },
        },
        ...times,
      }),
  },
  {
    name: 'the page of the edge is fetched',
    of: (objects) => ofKind('Probe')(objects).filter(({ metadata }) => metadata.name === 'shop-probe'),
    holds: () => true,
  },
  {
    name: 'Prometheus selects monitors and rules by the label that was asked for',
    of: (objects) => monitors.flatMap((kind) => ofKind(kind)(objects)),
    holds: ({ metadata: { labels } }) => labels.release === 'prometheus',
  },
  {
    name: 'each tier has its rules, evaluated every minute, by its name',
    of: ofKind('PrometheusRule'),
    holds: ({ metadata, spec: { groups } }) =>
      groups.length === 1 && groups[0].name === metadata.name && groups[0].interval === '1m',
  },
  {
    name: 'alerts tell what is wrong, how bad it is, and with what',
    of: (objects) =>
      ofKind('PrometheusRule')(objects).flatMap(({ metadata, spec: { groups } }) =>
        groups[0].rules.map((rule: Loose) => ({ rule, workload: metadata.name })),
      ),
    holds: ({ rule: { alert, expr, labels, annotations }, workload }) =>
      !/undefined/.test(JSON.stringify([expr, annotations])) &&
      Boolean(alert && expr && annotations.summary && annotations.description && labels.component) &&
      ['critical', 'warning', 'info'].includes(labels.severity) &&
      labels.workload === workload &&
      labels.environment === 'test',
  },
  {
    name: 'exporters serve their metrics and nothing else',
    of: exporters,
    holds: ({ metadata: { name }, spec }) => {
      const { ports } = spec.template.spec.containers[0];
      const port = name === 'shop-db-exporter' ? 9187 : name === 'shop-cache-exporter' ? 9121 : 9115;
      return same(ports, [{ name: 'http', containerPort: port, protocol: 'TCP' }]);
    },
  },
  {
    name: 'exporters end at once',
    of: exporters,
    holds: (deployment) => containerOf(deployment).lifecycle === undefined,
  },
  {
    name: 'exporters run their program',
    of: exporters,
    holds: (deployment) =>
      same(
        containerOf(deployment).command,
        {
          'shop-db-exporter': ['/bin/postgres_exporter'],
          'shop-cache-exporter': ['/redis_exporter'],
          'shop-blackbox': ['/bin/blackbox_exporter', '--config.file=/etc/blackbox_exporter/blackbox.yml'],
        }[deployment.metadata.name as string],
      ),
  },
  {
    name: 'the exporter of the database gives up on a server that hangs, and reads its password from a file',
    of: environmentOf('shop-db-exporter'),
    holds: ({ data }) =>
      same(data, {
        DATA_SOURCE_URI: 'shop-db:5432/postgres?sslmode=disable&connect_timeout=2',
        DATA_SOURCE_USER: 'exporter',
        DATA_SOURCE_PASS_FILE: '/run/secrets/shop-db/exporter-password',
      }),
  },
  {
    name: 'the exporter of the cache gives up on a server that hangs, and reads its password from a file',
    of: environmentOf('shop-cache-exporter'),
    holds: ({ data }) =>
      same(data, {
        REDIS_ADDR: 'redis://exporter@shop-cache:6379',
        REDIS_EXPORTER_CONFIG_COMMAND: '-',
        REDIS_EXPORTER_CONNECTION_TIMEOUT: '3s',
        REDIS_PASSWORD_FILE: '/run/secrets/shop-cache/exporter-password.json',
      }),
  },
  {
    name: 'the password of the exporter of the cache is rendered where it is',
    of: (objects) => ofKind('ExternalSecret')(objects).filter(({ metadata }) => metadata.name === 'shop-cache'),
    holds: ({ spec }) =>
      spec.target.template.data['exporter-password.json'] ===
        '{"redis://exporter@shop-cache:6379":"{{ index . "exporter-password" }}"}' &&
      /\nuser exporter on >\S.* resetkeys resetchannels -@all \+ping \+info /.test(
        spec.target.template.data['users.acl'],
      ),
  },
];
