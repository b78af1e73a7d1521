import { type Expectation, ofKind, same } from './expectation.ts';

const gateway = (sectionName: string) => [
  { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'shop', sectionName },
];
const named = (kind: string, name: string) => (objects: Parameters<Expectation['of']>[0]) =>
  ofKind(kind)(objects).filter(({ metadata }) => metadata.name === name);
const route = (name: string) => named('HTTPRoute', name);

/** A rule that leads to the pages and insists on HTTPS. */
const served = (path: string) => ({
  matches: [{ path: { type: 'PathPrefix', value: path } }],
  filters: [
    {
      type: 'ResponseHeaderModifier',
      responseHeaderModifier: { set: [{ name: 'Strict-Transport-Security', value: 'max-age=31536000' }] },
    },
  ],
  backendRefs: [{ group: '', kind: 'Service', name: 'shop-web', port: 8080, weight: 1 }],
});

/** What holds for Secrets, the edge and Argo CD. */
export const deliveryExpectations: readonly Expectation[] = [
  {
    name: 'Secrets are references, refreshed, and survive their source',
    of: ofKind('ExternalSecret'),
    holds: ({ metadata: { name }, spec }) =>
      spec.refreshInterval === '1h' &&
      same(spec.secretStoreRef, { kind: 'ClusterSecretStore', name: 'vault' }) &&
      spec.target.name === name &&
      spec.target.creationPolicy === 'Owner' &&
      spec.target.deletionPolicy === 'Retain' &&
      spec.data.every((item: { secretKey: string; remoteRef: object }) =>
        same(item.remoteRef, { key: `shop/test/${name}`, property: item.secretKey }),
      ),
  },
  {
    name: 'the access-control file of the cache is rendered where its password is',
    of: (objects) => ofKind('ExternalSecret')(objects).filter(({ metadata }) => metadata.name === 'shop-cache'),
    holds: ({ spec: { target } }) =>
      target.template.engineVersion === 'v2' &&
      target.template.mergePolicy === 'Merge' &&
      /^user default on nopass resetkeys resetchannels -@all \+ping\nuser shop on >\S.* -@admin -@dangerous/.test(
        target.template.data['users.acl'],
      ),
  },
  {
    name: 'the gateway listens for one host, from this namespace only, and ends TLS',
    of: named('Gateway', 'shop'),
    holds: ({ spec }) => {
      const common = { hostname: 'shop.example.com', allowedRoutes: { namespaces: { from: 'Same' } } };
      return same(spec, {
        gatewayClassName: 'any',
        listeners: [
          { name: 'http', protocol: 'HTTP', port: 80, ...common },
          {
            name: 'https',
            protocol: 'HTTPS',
            port: 443,
            ...common,
            tls: { mode: 'Terminate', certificateRefs: [{ group: '', kind: 'Secret', name: 'shop-tls' }] },
          },
        ],
      });
    },
  },
  {
    name: 'plain HTTP is redirected',
    of: route('shop-https-redirect'),
    holds: ({ spec }) =>
      same(spec, {
        parentRefs: gateway('http'),
        hostnames: ['shop.example.com'],
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: '/' } }],
            filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
          },
        ],
      }),
  },
  {
    name: 'HTTPS is routed, and insisted on',
    of: route('shop'),
    holds: ({ spec }) =>
      same(spec, {
        parentRefs: gateway('https'),
        hostnames: ['shop.example.com'],
        rules: [
          // No time limit ends what lasts as long as somebody listens.
          { ...served('/events'), timeouts: { request: '0s' } },
          served('/'),
        ],
      }),
  },
  {
    name: 'the certificate is for one host and its key changes with each renewal',
    of: named('Certificate', 'shop'),
    holds: ({ spec }) =>
      same(spec, {
        secretName: 'shop-tls',
        dnsNames: ['shop.example.com'],
        issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: 'shop' },
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
        usages: ['digital signature', 'server auth'],
      }),
  },
  {
    name: 'a certificate can come from an issuer that somebody else looks after',
    of: named('Certificate', 'shop-admin'),
    holds: ({ spec }) =>
      same(spec.issuerRef, { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'corporate' }) &&
      spec.secretName === 'shop-admin-tls',
  },
  {
    name: 'the issuer solves challenges through the same gateway',
    of: ofKind('Issuer'),
    holds: ({ spec }) =>
      same(spec.acme, {
        server: 'https://acme.example/directory',
        email: 'ops@shop.example',
        privateKeySecretRef: { name: 'shop-acme-account' },
        solvers: [{ http01: { gatewayHTTPRoute: { serviceType: 'ClusterIP', parentRefs: gateway('http') } } }],
      }),
  },
  {
    name: 'the project names its repository, its destination and the kinds that exist',
    of: ofKind('AppProject'),
    holds: ({ metadata, spec }) =>
      metadata.name === 'shop' &&
      metadata.namespace === 'argocd' &&
      metadata.annotations['argocd.argoproj.io/sync-wave'] === '-5' &&
      Boolean(spec.description) &&
      same(spec.sourceRepos, ['https://charts.example', 'https://git.example/shop.git']) &&
      same(spec.destinations, [{ name: 'shop-cluster', namespace: 'shop-test' }]) &&
      same(spec.clusterResourceWhitelist, [{ group: '', kind: 'Namespace', name: 'shop-test' }]) &&
      spec.namespaceResourceWhitelist.length === 25 &&
      spec.namespaceResourceWhitelist.every((rule: object) => same(Object.keys(rule).sort(), ['group', 'kind'])) &&
      same(spec.syncWindows, [
        {
          kind: 'deny',
          schedule: '0 15 * * 5',
          duration: '63h',
          applications: ['shop-test'],
          timeZone: 'UTC',
          manualSync: true,
        },
      ]),
  },
  {
    name: 'the Application follows Git, prunes last, never everything, and retries on the newest commit',
    of: (objects) => ofKind('Application')(objects).filter(({ metadata }) => metadata.name === 'shop-test'),
    holds: ({ metadata, spec }) =>
      metadata.finalizers === undefined &&
      metadata.name === 'shop-test' &&
      metadata.namespace === 'argocd' &&
      metadata.annotations['argocd.argoproj.io/sync-wave'] === '0' &&
      same(spec, {
        project: 'shop',
        source: {
          repoURL: 'https://git.example/shop.git',
          targetRevision: 'main',
          path: 'dist/test',
          directory: { recurse: false, include: '*.yaml', exclude: 'draft.yaml' },
        },
        destination: { name: 'shop-cluster', namespace: 'shop-test' },
        ignoreDifferences: [
          ...['shop-api', 'shop-api-preview'].map((name) => ({
            group: '',
            kind: 'Service',
            name,
            jsonPointers: ['/spec/selector/rollouts-pod-template-hash'],
          })),
          { group: 'argoproj.io', kind: 'Rollout', name: 'shop-api', jsonPointers: ['/spec/replicas'] },
        ],
        syncPolicy: {
          automated: { prune: true, selfHeal: true, allowEmpty: false },
          syncOptions: [
            'ApplyOutOfSyncOnly=true',
            'RespectIgnoreDifferences=true',
            'PruneLast=true',
            'PrunePropagationPolicy=foreground',
            'FailOnSharedResource=true',
          ],
          retry: { limit: 2, backoff: { duration: '30s', factor: 2, maxDuration: '3m' }, refresh: true },
        },
      }),
  },
  {
    name: 'a chart is pinned, with our values, and options replace the usual ones',
    of: (objects) => ofKind('Application')(objects).filter(({ metadata }) => metadata.name === 'mail-test'),
    holds: ({ spec }) =>
      same(spec.source, {
        repoURL: 'https://charts.example',
        chart: 'mail',
        targetRevision: '1.2.3',
        helm: { releaseName: 'mail', valuesObject: { replicas: 2 } },
      }) &&
      spec.syncPolicy.automated.prune === false &&
      spec.syncPolicy.syncOptions.includes('PruneLast=false'),
  },
  {
    name: 'objects of the edge carry the common labels',
    of: (objects) => ['Gateway', 'HTTPRoute', 'Issuer', 'Certificate'].flatMap((kind) => ofKind(kind)(objects)),
    holds: ({ metadata: { labels } }) => labels['app.kubernetes.io/component'] === 'edge',
  },
];
