import { type Expectation, type Loose, ofKind, same, webServices, workloads } from './expectation.ts';

const neverDeleted = ({ metadata }: Loose) =>
  metadata.annotations['argocd.argoproj.io/sync-options'] === 'Prune=false,Delete=false';
const wave = (object: Loose) => object.metadata.annotations['argocd.argoproj.io/sync-wave'];
const selectorKeys = (labels: object) =>
  same(Object.keys(labels).sort(), ['app.kubernetes.io/instance', 'app.kubernetes.io/name']);

/** What holds for every workload and what belongs to it. */
export const workloadExpectations: readonly Expectation[] = [
  {
    name: 'Deployments roll without losing capacity and leave the number of pods to the autoscaler',
    of: ofKind('Deployment'),
    holds: ({ metadata, spec }) =>
      spec.replicas === (metadata.name === 'shop-web' ? undefined : 1) &&
      spec.revisionHistoryLimit === 3 &&
      same(spec.strategy, { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }),
  },
  {
    name: 'web services wait before they end',
    of: webServices,
    holds: ({ spec }) => spec.template.spec.containers[0].lifecycle.preStop.exec.command.length > 0,
  },
  {
    name: 'volumes outlive their StatefulSet',
    of: ofKind('StatefulSet'),
    holds: (object) =>
      neverDeleted(object) &&
      same(object.spec.persistentVolumeClaimRetentionPolicy, { whenDeleted: 'Retain', whenScaled: 'Retain' }),
  },
  {
    name: 'StatefulSets have one volume per pod, a headless Service and a bounded history',
    of: ofKind('StatefulSet'),
    holds: ({ metadata, spec }) =>
      spec.replicas === (metadata.name === 'shop-queue' ? 3 : 1) &&
      spec.revisionHistoryLimit === 3 &&
      spec.podManagementPolicy === 'Parallel' &&
      spec.updateStrategy.type === 'RollingUpdate' &&
      spec.serviceName === `${metadata.name}-headless` &&
      spec.volumeClaimTemplates.length === 1 &&
      spec.volumeClaimTemplates[0].metadata.name === 'data' &&
      spec.volumeClaimTemplates[0].spec.storageClassName === (metadata.name === 'shop-db' ? 'fast' : undefined) &&
      same(spec.volumeClaimTemplates[0].spec.accessModes, ['ReadWriteOnce']) &&
      selectorKeys(spec.volumeClaimTemplates[0].metadata.labels) &&
      spec.volumeClaimTemplates[0].spec.resources.requests.storage.endsWith('Gi'),
  },
  {
    name: 'workloads are selected by labels that never change',
    of: workloads,
    holds: ({ spec }) => selectorKeys(spec.selector.matchLabels),
  },
  {
    name: 'Services are internal and select by the same labels',
    of: ofKind('Service'),
    holds: ({ spec }) => spec.type === 'ClusterIP' && selectorKeys(spec.selector),
  },
  {
    name: 'ports of Services are named and typed',
    of: (objects) => ofKind('Service')(objects).flatMap(({ spec }) => spec.ports),
    holds: ({ name, port, protocol, targetPort }) => Boolean(name && port && targetPort === name) && protocol === 'TCP',
  },
  {
    name: 'ports of web services say what they speak',
    of: (objects) =>
      ofKind('Service')(objects)
        .flatMap(({ spec }) => spec.ports)
        .filter(({ name }: Loose) => /http|metrics/.test(name)),
    holds: ({ appProtocol }) => appProtocol === 'http',
  },
  {
    name: 'containers expose named ports',
    of: (objects) => webServices(objects).map(({ spec }) => spec.template.spec.containers[0].ports),
    holds: (ports) =>
      same(ports, [
        { name: 'http', containerPort: 8080, protocol: 'TCP' },
        { name: 'metrics', containerPort: 9090, protocol: 'TCP' },
      ]),
  },
  {
    name: 'headless Services have no address and name pods before they are ready',
    of: (objects) => ofKind('Service')(objects).filter(({ metadata }) => metadata.name.endsWith('-headless')),
    holds: ({ spec }) => spec.clusterIP === 'None' && spec.publishNotReadyAddresses === true,
  },
  {
    name: 'autoscalers watch cpu and memory, answer peaks at once and go back slowly',
    of: ofKind('HorizontalPodAutoscaler'),
    holds: ({ metadata, spec }) =>
      same(spec, {
        scaleTargetRef:
          metadata.name === 'shop-api'
            ? { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'shop-api' }
            : { apiVersion: 'apps/v1', kind: 'Deployment', name: metadata.name },
        minReplicas: 2,
        maxReplicas: 4,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
          { type: 'Resource', resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 80 } } },
        ],
        behavior: {
          scaleUp: { stabilizationWindowSeconds: 0, policies: [{ type: 'Percent', value: 100, periodSeconds: 30 }] },
          scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] },
        },
      }),
  },
  {
    name: 'disruption budgets let one pod go at a time, and broken ones always',
    of: ofKind('PodDisruptionBudget'),
    holds: ({ spec: { selector, ...rule } }) =>
      same(rule, { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' }) &&
      selectorKeys(selector.matchLabels),
  },
  {
    name: 'configuration is immutable and named by its content',
    of: ofKind('ConfigMap'),
    holds: ({ immutable, metadata, data }) =>
      immutable === true && /-[0-9a-f]{10}$/.test(metadata.name) && Object.keys(data).length > 0,
  },
  {
    name: 'objects carry the common labels',
    of: (objects) =>
      [
        ...['ServiceAccount', 'ConfigMap', 'Deployment', 'StatefulSet', 'Service', 'ExternalSecret'],
        ...['Rollout', 'AnalysisTemplate', 'Job'],
      ].flatMap((kind) => ofKind(kind)(objects)),
    holds: ({ metadata: { labels } }) =>
      ['name', 'instance', 'component', 'part-of', 'managed-by'].every((name) => labels[`app.kubernetes.io/${name}`]),
  },
  {
    name: 'waves bring what is needed first',
    of: (objects) => objects.filter(({ kind }) => !['Application', 'AppProject', 'Service'].includes(kind)),
    holds: (object) => {
      if (object.metadata.name === 'shop-queue' && object.kind === 'PodDisruptionBudget') return wave(object) === '-2';
      const expected: Record<string, string> = {
        Namespace: '-4',
        StatefulSet: '-2',
        Job: '-1',
        Deployment: '0',
        Rollout: '0',
        HorizontalPodAutoscaler: '2',
        PodDisruptionBudget: '0',
        Gateway: '1',
        HTTPRoute: '1',
        Certificate: '1',
        Issuer: '1',
        PodMonitor: '-1',
        Probe: '-1',
        PrometheusRule: '-1',
        ServiceMonitor: '-1',
      };
      return wave(object) === (expected[object.kind] ?? '-3');
    },
  },
  {
    name: 'containers are named after their workload and mount volumes by name and path',
    of: workloads,
    holds: ({ metadata, spec: { template, volumeClaimTemplates = [] } }) => {
      const { containers, volumes } = template.spec;
      const names = [...volumes, ...volumeClaimTemplates.map((claim: Loose) => claim.metadata)].map(
        ({ name }: Loose) => name,
      );
      return (
        containers[0].name === metadata.name &&
        names.every(Boolean) &&
        containers[0].volumeMounts.every(
          ({ name, mountPath }: Loose) => names.includes(name) && mountPath.startsWith('/'),
        )
      );
    },
  },
  {
    name: 'web services read their configuration and the Secrets that they declare',
    of: (objects) => ofKind('Deployment')(objects).filter(({ metadata }) => metadata.name === 'shop-web'),
    holds: ({ spec }) => {
      const [{ env, envFrom }] = spec.template.spec.containers;
      return (
        same(env, [{ name: 'LICENCE', valueFrom: { secretKeyRef: { name: 'shop-web', key: 'licence' } } }]) &&
        /^shop-web-environment-/.test(envFrom[0].configMapRef.name)
      );
    },
  },
  {
    name: 'web services learn where their connections are',
    of: (objects) =>
      ofKind('ConfigMap')(objects).filter(({ metadata }) => /^shop-web-environment-/.test(metadata.name)),
    holds: ({ data }) =>
      same(data, {
        COLOUR: 'red',
        DATABASE_HOST: 'shop-db',
        DATABASE_NAME: 'shop',
        DATABASE_PASSWORD_FILE: '/run/secrets/shop-db/password',
        DATABASE_POOL_SIZE: '10',
        DATABASE_PORT: '5432',
        DATABASE_USER: 'shop',
        KEY_FILE: '/run/secrets/shop-web/key',
        REDIS_HOST: 'shop-cache',
        REDIS_PASSWORD_FILE: '/run/secrets/shop-cache/password',
        REDIS_PORT: '6379',
        REDIS_USER: 'shop',
      }),
  },
  {
    name: 'other services are reached by the name of their Service',
    of: (objects) =>
      ofKind('ConfigMap')(objects).filter(({ metadata }) => /^shop-jobs-environment-/.test(metadata.name)),
    holds: ({ data }) => same(data, { SHOP_URL: 'http://shop-web:8080' }),
  },
  {
    name: 'what is left out of probes and resources has its documented default',
    of: (objects) => ofKind('Deployment')(objects).filter(({ metadata }) => metadata.name === 'shop-jobs'),
    holds: ({ spec }) => {
      const [{ startupProbe, livenessProbe, readinessProbe, resources }] = spec.template.spec.containers;
      const probe = (path: string, periodSeconds: number, timeoutSeconds: number, failureThreshold: number) => ({
        httpGet: { path, port: 'http' },
        periodSeconds,
        timeoutSeconds,
        failureThreshold,
      });
      return (
        same(startupProbe, probe('/alive', 5, 6, 30)) &&
        same(livenessProbe, probe('/alive', 7, 6, 9)) &&
        same(readinessProbe, probe('/ready', 5, 3, 3)) &&
        resources.requests['ephemeral-storage'] === '64Mi' &&
        resources.limits['ephemeral-storage'] === '256Mi'
      );
    },
  },
  {
    name: 'commands and arguments are those that were asked for',
    of: (objects) =>
      ['shop-jobs', 'shop-queue', 'shop-db'].map((name) => workloads(objects).find((w) => w.metadata.name === name)),
    holds: ({ metadata, spec }) => {
      const [{ command, args }] = spec.template.spec.containers;
      const expected: Record<string, object> = {
        'shop-jobs': { command: ['serve', 'jobs'] },
        'shop-queue': { command: ['queue', 'serve'] },
        'shop-db': { args: ['postgres', '-c', 'config_file=/etc/postgresql/postgresql.conf'] },
      };
      return same({ command, args }, expected[metadata.name]);
    },
  },
  {
    name: 'stateful services get variables, ports and executable scripts',
    of: (objects) => ofKind('StatefulSet')(objects).filter(({ metadata }) => metadata.name === 'shop-db'),
    holds: ({ spec }) => {
      const { containers, volumes, topologySpreadConstraints } = spec.template.spec;
      const script = volumes.find(({ name }: Loose) => name === 'docker-entrypoint-initdb-d');
      return (
        same(containers[0].env, [
          { name: 'EXPORTER_PASSWORD_FILE', value: '/run/secrets/shop-db/exporter-password' },
          { name: 'PGDATA', value: '/var/lib/postgresql/18/docker' },
          { name: 'POSTGRES_DB', value: 'postgres' },
          { name: 'POSTGRES_INITDB_ARGS', value: '--set=huge_pages=off' },
          { name: 'POSTGRES_PASSWORD_FILE', value: '/run/secrets/shop-db/superuser-password' },
          { name: 'POSTGRES_USER', value: 'postgres' },
          { name: 'ROLE_PASSWORD_FILE', value: '/run/secrets/shop-db/password' },
        ]) &&
        same(containers[0].ports, [{ name: 'postgres', containerPort: 5432, protocol: 'TCP' }]) &&
        script.configMap.defaultMode === 0o555 &&
        /^shop-db-init-/.test(script.configMap.name) &&
        topologySpreadConstraints.every(({ matchLabelKeys }: Loose) => matchLabelKeys === undefined)
      );
    },
  },
];
