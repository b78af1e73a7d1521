import { type Expectation, type Loose, ofKind, same } from './expectation.ts';

const dns = [
  { port: 53, protocol: 'TCP' },
  { port: 53, protocol: 'UDP' },
];
const resources = ['cpu', 'memory', 'ephemeral-storage'];
const reads = ['get', 'list', 'watch'];

/** What holds for a namespace and the traffic in it. */
export const namespaceExpectations: readonly Expectation[] = [
  {
    name: 'the namespace enforces, audits and warns of "restricted", and is never deleted',
    of: ofKind('Namespace'),
    holds: ({ metadata: { annotations, labels } }) =>
      annotations['argocd.argoproj.io/sync-options'] === 'Prune=false,Delete=false' &&
      ['enforce', 'audit', 'warn'].every(
        (mode) =>
          labels[`pod-security.kubernetes.io/${mode}`] === 'restricted' &&
          labels[`pod-security.kubernetes.io/${mode}-version`] === 'latest',
      ) &&
      ['instance', 'part-of', 'managed-by'].every((name) => labels[`app.kubernetes.io/${name}`]),
  },
  {
    name: 'the quota bounds everything, and Services around the edge altogether',
    of: ofKind('ResourceQuota'),
    holds: ({ spec: { hard } }) =>
      resources.every((name) => hard[`requests.${name}`] && hard[`limits.${name}`]) &&
      ['pods', 'persistentvolumeclaims', 'requests.storage'].every((name) => hard[name]) &&
      hard['services.loadbalancers'] === '0' &&
      hard['services.nodeports'] === '0',
  },
  {
    name: 'the limit range bounds and completes containers, and bounds claims',
    of: ofKind('LimitRange'),
    holds: ({ spec: { limits } }) => {
      const [container, claim] = limits;
      return (
        container.type === 'Container' &&
        ['default', 'defaultRequest', 'max'].every((kind) => resources.every((name) => container[kind][name])) &&
        same(claim, { type: 'PersistentVolumeClaim', max: { storage: '10Gi' } })
      );
    },
  },
  {
    name: 'everything is denied by default',
    of: (objects) => ofKind('NetworkPolicy')(objects).filter(({ metadata }) => metadata.name === 'deny-by-default'),
    holds: ({ spec }) => same(spec, { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }),
  },
  {
    name: 'policies hold in both directions for exactly their pods',
    of: (objects) => ofKind('NetworkPolicy')(objects).filter(({ metadata }) => metadata.name !== 'deny-by-default'),
    holds: ({ spec }) =>
      same(spec.policyTypes, ['Ingress', 'Egress']) &&
      Object.keys(spec.podSelector.matchLabels).length === 1 &&
      [spec.ingress, spec.egress].every((rules) => rules === undefined || rules.length > 0),
  },
  {
    name: 'rules name peers and ports',
    of: (objects) =>
      ofKind('NetworkPolicy')(objects).flatMap(({ spec: { ingress = [], egress = [] } }) => [...ingress, ...egress]),
    holds: ({ from, to, ports }) => {
      const peers = from ?? to;
      return (
        peers.length === 1 &&
        peers.every(
          ({ podSelector, ipBlock }: Loose) => ipBlock?.cidr || Object.keys(podSelector.matchLabels).length > 0,
        ) &&
        ports.length > 0 &&
        ports.every(({ port, protocol }: Loose) => port > 0 && ['TCP', 'UDP'].includes(protocol))
      );
    },
  },
  {
    name: 'the shop may talk as declared',
    of: (objects) => ofKind('NetworkPolicy')(objects).filter(({ metadata }) => metadata.name === 'shop-web'),
    holds: ({ spec }) => {
      const inNamespace = (name: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } });
      const tcp = (port: number) => [{ port, protocol: 'TCP' }];
      const pod = (labels: object) => ({ podSelector: { matchLabels: labels } });
      return (
        same(spec.ingress, [
          { from: [{ namespaceSelector: inNamespace('gateway'), ...pod({ app: 'proxy' }) }], ports: tcp(8080) },
          { from: [{ namespaceSelector: inNamespace('monitoring'), ...pod({ app: 'prometheus' }) }], ports: tcp(9090) },
          { from: [pod({ 'app.kubernetes.io/name': 'shop-blackbox' })], ports: tcp(8080) },
          { from: [pod({ 'app.kubernetes.io/name': 'shop-jobs' })], ports: tcp(8080) },
        ]) &&
        same(spec.egress, [
          { to: [{ ipBlock: { cidr: '169.254.20.10/32' } }], ports: dns },
          { to: [{ namespaceSelector: inNamespace('kube-system'), ...pod({ 'k8s-app': 'kube-dns' }) }], ports: dns },
          { to: [pod({ 'app.kubernetes.io/name': 'shop-cache' })], ports: tcp(6379) },
          { to: [pod({ 'app.kubernetes.io/name': 'shop-db' })], ports: tcp(5432) },
        ])
      );
    },
  },
  {
    name: 'the solver of ACME challenges is reached through the edge alone',
    of: (objects) => ofKind('NetworkPolicy')(objects).filter(({ metadata }) => metadata.name === 'acme-solver'),
    holds: ({ spec }) =>
      same(spec.podSelector.matchLabels, { 'acme.cert-manager.io/http01-solver': 'true' }) &&
      spec.egress === undefined &&
      same(
        spec.ingress.map(({ ports }: Loose) => ports),
        [[{ port: 8089, protocol: 'TCP' }]],
      ),
  },
  {
    name: 'roles read what is no secret, and operators give first aid',
    of: ofKind('Role'),
    holds: ({ metadata, rules }) => {
      const firstAid = [
        { apiGroups: [''], resources: ['pods'], verbs: ['delete'] },
        { apiGroups: [''], resources: ['pods/eviction', 'pods/portforward'], verbs: ['create'] },
        { apiGroups: ['argoproj.io'], resources: ['rollouts/status'], verbs: ['patch'] },
      ];
      const others = metadata.name === 'operator' ? rules.slice(0, -3) : rules;
      return (
        (metadata.name !== 'operator' || same(rules.slice(-3), firstAid)) &&
        others.length === 9 &&
        same(others.at(-1), {
          apiGroups: ['argoproj.io'],
          resources: ['analysisruns', 'analysistemplates', 'rollouts'],
          verbs: reads,
        }) &&
        others.every(
          (rule: Loose) =>
            same(rule.verbs, reads) &&
            rule.apiGroups.length === 1 &&
            rule.resources.length > 0 &&
            !rule.resources.includes('secrets'),
        )
      );
    },
  },
  {
    name: 'roles are bound to groups',
    of: ofKind('RoleBinding'),
    holds: ({ metadata: { name }, roleRef, subjects }) =>
      same(roleRef, { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name }) &&
      same(subjects, [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: `shop-${name}s` }]),
  },
  {
    name: 'guardrails stand in the namespace',
    of: (objects) =>
      ['ResourceQuota', 'LimitRange', 'Role', 'RoleBinding', 'NetworkPolicy'].flatMap((kind) => ofKind(kind)(objects)),
    holds: ({ metadata }) =>
      metadata.namespace === 'shop-test' && metadata.labels['app.kubernetes.io/part-of'] === 'shop',
  },
];
