import { allContainers, allPods, containers, type Expectation, type Loose, ofKind, pods, same } from './expectation.ts';

const isCount = (value: unknown) => Number.isInteger(value) && Number(value) > 0;
const selector = (pod: Loose) => pod.topologySpreadConstraints[0].labelSelector;
const volumesOf = (type: string) => (objects: Parameters<typeof pods>[0]) =>
  allPods(objects).flatMap(({ volumes }) =>
    volumes.filter((volume: Loose) => volume[type]).map((volume: Loose) => volume[type]),
  );
const mountsOf = (type: string) => (objects: Parameters<typeof pods>[0]) =>
  allPods(objects).flatMap(({ volumes, containers: [container] }) =>
    container.volumeMounts.filter(({ name }: Loose) => volumes.some((v: Loose) => v.name === name && v[type])),
  );

/** What holds for every pod. */
export const podExpectations: readonly Expectation[] = [
  {
    name: 'containers cannot gain privileges, keep no capability and write no root file system',
    of: allContainers,
    holds: ({ securityContext }) =>
      same(securityContext, {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        readOnlyRootFilesystem: true,
      }),
  },
  {
    name: 'pods run as a numeric user above 10000, with the default seccomp profile',
    of: allPods,
    holds: ({ securityContext }) =>
      same(securityContext, {
        runAsNonRoot: true,
        runAsUser: 10001,
        runAsGroup: 10001,
        fsGroup: 10001,
        fsGroupChangePolicy: 'OnRootMismatch',
        seccompProfile: { type: 'RuntimeDefault' },
      }),
  },
  {
    name: 'pods get no token of the API server',
    of: allPods,
    holds: (pod) => pod.automountServiceAccountToken === false,
  },
  { name: 'pods get no variables of other Services', of: allPods, holds: (pod) => pod.enableServiceLinks === false },
  {
    name: 'pods have an identity of their own',
    of: pods,
    holds: (pod) => pod.serviceAccountName === selector(pod).matchLabels['app.kubernetes.io/name'],
  },
  {
    name: 'accounts carry no token',
    of: ofKind('ServiceAccount'),
    holds: (account) => account.automountServiceAccountToken === false,
  },
  {
    name: 'containers have requests and limits for everything that a neighbour could miss',
    of: allContainers,
    holds: ({ resources }) =>
      ['requests', 'limits'].every((kind) =>
        ['cpu', 'memory', 'ephemeral-storage'].every((name) => resources[kind][name]),
      ),
  },
  {
    name: 'containers have three probes with explicit timing',
    of: containers,
    holds: (container) =>
      ['startupProbe', 'livenessProbe', 'readinessProbe'].every((name) => {
        const { exec, httpGet, periodSeconds, timeoutSeconds, failureThreshold } = container[name];
        const asks = exec ? exec.command.length > 0 : httpGet.path.startsWith('/') && httpGet.port === 'http';
        return asks && [periodSeconds, timeoutSeconds, failureThreshold].every(isCount);
      }),
  },
  {
    name: 'pods spread over zones and nodes',
    of: pods,
    holds: ({ topologySpreadConstraints }) =>
      same(
        topologySpreadConstraints.map(({ topologyKey }: Loose) => topologyKey),
        ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'],
      ) &&
      topologySpreadConstraints.every(
        ({ maxSkew, whenUnsatisfiable, labelSelector: { matchLabels } }: Loose) =>
          maxSkew === 1 && whenUnsatisfiable === 'ScheduleAnyway' && Object.keys(matchLabels).length === 2,
      ),
  },
  {
    name: 'revisions of a Deployment spread by themselves',
    of: ofKind('Deployment'),
    holds: ({ spec }) =>
      spec.template.spec.topologySpreadConstraints.every(({ matchLabelKeys }: Loose) =>
        same(matchLabelKeys, ['pod-template-hash']),
      ),
  },
  {
    name: 'revisions of a Rollout spread by themselves',
    of: ofKind('Rollout'),
    holds: ({ spec }) =>
      spec.template.spec.topologySpreadConstraints.every(({ matchLabelKeys }: Loose) =>
        same(matchLabelKeys, ['rollouts-pod-template-hash']),
      ),
  },
  {
    name: 'replicas avoid each other',
    of: pods,
    holds: ({ affinity, ...pod }) =>
      same(affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution, [
        { weight: 100, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: selector(pod) } },
      ]),
  },
  { name: 'pods are always restarted', of: pods, holds: (pod) => pod.restartPolicy === 'Always' },
  {
    name: 'pods have time to end, where they have anything to finish',
    of: pods,
    holds: ({ serviceAccountName, terminationGracePeriodSeconds: seconds }) =>
      /-exporter$|-blackbox$/.test(serviceAccountName) ? seconds === 6 : seconds >= 30,
  },
  { name: 'scratch volumes are bounded', of: volumesOf('emptyDir'), holds: ({ sizeLimit }) => Boolean(sizeLimit) },
  { name: 'Secrets are mounted read-only', of: mountsOf('secret'), holds: ({ readOnly }) => readOnly === true },
  { name: 'configuration is mounted read-only', of: mountsOf('configMap'), holds: ({ readOnly }) => readOnly === true },
  {
    name: 'Secrets show only the keys that are needed, to the group of the pod',
    of: volumesOf('secret'),
    holds: ({ defaultMode, items }) =>
      defaultMode === 0o440 && items.every(({ key, path }: Loose) => key && key === path),
  },
  {
    name: 'shared memory of the database is memory',
    of: (objects) => volumesOf('emptyDir')(objects).filter(({ sizeLimit }) => sizeLimit === '128Mi'),
    holds: ({ medium }) => medium === 'Memory',
  },
];
