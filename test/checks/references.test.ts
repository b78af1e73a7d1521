import type { Tier } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { ApiObject, JsonPatch } from 'cdk8s';
import { blueGreen, edgeOf, judgedShop, mistakes, postgres, shop, web } from '../support/fixture.ts';
import { configMap, cronJob, deployment, wave } from './by-hand.ts';

const remedy = `create it, correct the name, or call assumeExisting on its environment`;
const pod = '/spec/template/spec';

/** A shop with a web tier that reads the key "token" of a Secret. */
function shopWithSecret() {
  const environment = shop();
  const service = web(environment, { secrets: [{ name: 'shop-web', environment: { SHOP_TOKEN: 'token' } }] });
  return { environment, service };
}

/** What the checks say if the web tier reads one variable more from somewhere. */
function mistakesReading(valueFrom: object, add: (tier: Tier) => void = () => {}): string[] {
  const { environment, service } = shopWithSecret();
  add(service);
  const variable = { name: 'EXTRA', valueFrom };
  service.patch({ kind: 'Deployment' }, JsonPatch.add(`${pod}/containers/0/env/-`, variable));
  return mistakes(environment);
}

const where = 'Shop/shop-web/Deployment: Deployment shop-web';
const flags = (tier: Tier) => configMap(tier, 'flags', { theme: 'dark', banner: 'none' });

describe('a variable from a ConfigMap', () => {
  test('is refused if nothing declares the ConfigMap, with those that there are', () => {
    const environment = shop();
    const service = web(environment);
    flags(service);
    const variable = { name: 'THEME', valueFrom: { configMapKeyRef: { name: 'flag', key: 'theme' } } };
    service.patch({ kind: 'Deployment' }, JsonPatch.add(`${pod}/containers/0/env`, [variable]));
    expect(mistakes(environment)).toEqual([
      `${where} refers to ConfigMap flag, which nothing declares (there are: flags); ${remedy}`,
    ]);
  });

  test('is refused if the ConfigMap lacks the key, with those that it has', () => {
    expect(mistakesReading({ configMapKeyRef: { name: 'flags', key: 'Theme' } }, flags)).toEqual([
      `${where} reads the key "Theme" of ConfigMap flags, which has only banner, theme; correct the key or declare it`,
    ]);
  });

  test('is refused if the ConfigMap is empty', () => {
    const empty = (tier: Tier) => configMap(tier, 'flags', {});
    expect(mistakesReading({ configMapKeyRef: { name: 'flags', key: 'theme' } }, empty)).toEqual([
      `${where} reads the key "theme" of ConfigMap flags, which has only none; correct the key or declare it`,
    ]);
  });

  test('is fine with a key that it has, be it binary', () => {
    expect(mistakesReading({ configMapKeyRef: { name: 'flags', key: 'theme' } }, flags)).toEqual([]);
    const binary = (tier: Tier) =>
      new ApiObject(tier, 'X', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'flags' },
        binaryData: { icon: 'AAAA' },
      });
    expect(mistakesReading({ configMapKeyRef: { name: 'flags', key: 'icon' } }, binary)).toEqual([]);
  });

  test('is fine if it is optional', () => {
    expect(mistakesReading({ configMapKeyRef: { name: 'flag', key: 'theme', optional: true } })).toEqual([]);
    expect(mistakesReading({ configMapKeyRef: { name: 'flags', key: 'Theme', optional: true } }, flags)).toEqual([]);
  });

  test('is fine from the one that every namespace has', () => {
    expect(mistakesReading({ configMapKeyRef: { name: 'kube-root-ca.crt', key: 'ca.crt' } })).toEqual([]);
  });

  test('is fine from one that somebody else looks after', () => {
    const { environment, service } = shopWithSecret();
    environment.assumeExisting('ConfigMap', 'corporate');
    const source = { configMapRef: { name: 'corporate' } };
    service.patch({ kind: 'Deployment' }, JsonPatch.add(`${pod}/containers/0/envFrom`, [source]));
    expect(mistakes(environment)).toEqual([]);
  });
});

describe('a variable from a Secret', () => {
  test('is refused if nothing declares the Secret', () => {
    expect(mistakesReading({ secretKeyRef: { name: 'shop', key: 'token' } })).toEqual([
      `${where} refers to Secret shop, which nothing declares; ${remedy}`,
    ]);
  });

  test('is refused if the Secret has no such key', () => {
    expect(mistakesReading({ secretKeyRef: { name: 'shop-web', key: 'password' } })).toEqual([
      `${where} reads the key "password" of Secret shop-web, which has only token; correct the key or declare it`,
    ]);
  });

  test('is fine if it is optional', () => {
    expect(mistakesReading({ secretKeyRef: { name: 'shop', key: 'token', optional: true } })).toEqual([]);
    expect(mistakesReading({ secretKeyRef: { name: 'shop-web', key: 'password', optional: true } })).toEqual([]);
  });

  test('is fine from a Secret of another tier', () => {
    const { environment, service } = shopWithSecret();
    postgres(environment);
    const variable = { name: 'EXTRA', valueFrom: { secretKeyRef: { name: 'shop-db', key: 'superuser-password' } } };
    service.patch({ kind: 'Deployment' }, JsonPatch.add(`${pod}/containers/0/env/-`, variable));
    expect(mistakes(environment)).toEqual([]);
  });

  const external = (spec: object) => (tier: Tier) => {
    new ApiObject(tier, 'X', {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'mail' },
      spec,
    });
  };

  test('is fine from an ExternalSecret by hand, which names its Secret or lends it its own name', () => {
    const named = external({ target: { name: 'smtp' } });
    expect(mistakesReading({ secretKeyRef: { name: 'smtp', key: 'any' } }, named)).toEqual([]);
    expect(mistakesReading({ secretKeyRef: { name: 'mail', key: 'any' } }, external({}))).toEqual([]);
  });

  test('is refused under the name of an ExternalSecret that makes another Secret', () => {
    const named = external({ target: { name: 'smtp' } });
    expect(mistakesReading({ secretKeyRef: { name: 'mail', key: 'any' } }, named)).toEqual([
      `${where} refers to Secret mail, which nothing declares; ${remedy}`,
    ]);
  });

  test('is fine from a Secret that a controller fills', () => {
    const token = (tier: Tier) =>
      new ApiObject(tier, 'X', {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'robot', annotations: { 'kubernetes.io/service-account.name': 'shop-web' } },
        type: 'kubernetes.io/service-account-token',
      });
    expect(mistakesReading({ secretKeyRef: { name: 'robot', key: 'token' } }, token)).toEqual([]);
  });

  test('is fine from the certificate of the edge', () => {
    const { environment, service } = shopWithSecret();
    const volume = { name: 'certificate', secret: { secretName: 'shop-tls' } };
    cronJob(edgeOf(service), 'watch', { volumes: [volume] });
    expect(mistakes(environment)).toEqual([]);
  });
});

describe('another way in which a pod reads', () => {
  const missing = (kind: string, name: string) => `refers to ${kind} ${name}, which nothing declares; ${remedy}`;
  const mistakesOf = (podProps: object, container: object = {}): string[] => {
    const environment = shop();
    deployment(web(environment), 'by-hand', podProps, container);
    return mistakes(environment);
  };
  const projected = (source: object) => ({ volumes: [{ name: 'files', projected: { sources: [source] } }] });
  const items = [
    { key: 'a', path: 'a' },
    { key: 'b', path: 'b' },
  ];

  test.each([
    { what: 'a volume', pod: { volumes: [{ name: 'files', secret: { secretName: 'missing', items } }] } },
    {
      what: 'a volume with all keys',
      pod: { volumes: [{ name: 'files', secret: { secretName: 'missing', items: [] } }] },
    },
    { what: 'a projected volume', pod: projected({ secret: { name: 'missing' } }) },
    { what: 'the pull of an image', pod: { imagePullSecrets: [{ name: 'missing' }] } },
    { what: 'variables', container: { envFrom: [{ secretRef: { name: 'missing' } }] } },
  ])('is refused once without its Secret: $what', ({ pod: podProps = {}, container }) => {
    expect(mistakesOf(podProps, container)).toEqual([
      `Shop/shop-web/Deployment-by-hand: Deployment by-hand ${missing('Secret', 'missing')}`,
    ]);
  });

  test.each([
    { what: 'a volume', pod: { volumes: [{ name: 'files', configMap: { name: 'missing', items } }] } },
    { what: 'a projected volume', pod: projected({ configMap: { name: 'missing' } }) },
    { what: 'variables', container: { envFrom: [{ configMapRef: { name: 'missing' } }] } },
  ])('is refused once without its ConfigMap: $what', ({ pod: podProps = {}, container }) => {
    expect(mistakesOf(podProps, container)).toEqual([
      `Shop/shop-web/Deployment-by-hand: Deployment by-hand ${missing('ConfigMap', 'missing')}`,
    ]);
  });

  test.each([
    {
      what: 'optional volumes',
      pod: { volumes: [{ name: 'files', secret: { secretName: 'missing', optional: true } }] },
    },
    { what: 'optional projections', pod: projected({ configMap: { name: 'missing', optional: true } }) },
    { what: 'optional variables', container: { envFrom: [{ secretRef: { name: 'missing', optional: true } }] } },
    { what: 'tokens', pod: projected({ serviceAccountToken: { path: 'token' } }) },
    {
      what: 'facts of the pod',
      container: { env: [{ name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }] },
    },
  ])('is fine with $what', ({ pod: podProps = {}, container }) => {
    expect(mistakesOf(podProps, container)).toEqual([]);
  });

  test('is refused in an init container', () => {
    const init = { name: 'init', env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'missing', key: 'a' } } }] };
    const environment = shop();
    const service = web(environment);
    const container = JsonPatch.add(`${pod}/initContainers`, [{}]);
    const copies = ['image', 'resources', 'securityContext'].map((field) =>
      JsonPatch.copy(`${pod}/containers/0/${field}`, `${pod}/initContainers/0/${field}`),
    );
    const own = Object.entries(init).map(([field, value]) => JsonPatch.add(`${pod}/initContainers/0/${field}`, value));
    service.patch({ kind: 'Deployment' }, container, ...copies, ...own);
    expect(mistakes(environment)).toEqual([`${where} ${missing('Secret', 'missing')}`]);
  });

  test('is refused in a CronJob', () => {
    const environment = shop();
    cronJob(web(environment), 'report', { imagePullSecrets: [{ name: 'missing' }] });
    expect(mistakes(environment)).toEqual([
      `Shop/shop-web/CronJob-report: CronJob report ${missing('Secret', 'missing')}`,
    ]);
  });

  test('is fine with a Secret that somebody else looks after', () => {
    const environment = shop();
    environment.assumeExisting('Secret', 'registry');
    cronJob(web(environment), 'report', { imagePullSecrets: [{ name: 'registry' }] });
    expect(mistakes(environment)).toEqual([]);
  });
});

describe('a claim of a pod', () => {
  const mount = (claimName: string) => ({ volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }] });
  const mistakesOf = (claimName: string): string[] => {
    const environment = shop();
    const database = postgres(environment);
    cronJob(database, 'backup', mount(claimName));
    new ApiObject(database, 'Claim', {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'backups' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    });
    return mistakes(environment);
  };

  test.each(['backup', 'data-shop-db', 'data-shop-db-x'])('is refused if nothing declares it: %s', (name) => {
    expect(mistakesOf(name)).toEqual([
      `Shop/shop-db/CronJob-backup: CronJob backup refers to PersistentVolumeClaim ${name}, which nothing declares ` +
        `(there are: backups); ${remedy}`,
    ]);
  });

  test.each(['backups', 'data-shop-db-0'])('is fine by itself or from a template: %s', (name) => {
    expect(mistakesOf(name)).toEqual([]);
  });
});

describe('a reference to an object', () => {
  test('is refused if a pod runs as a ServiceAccount that does not exist', () => {
    const environment = shop();
    const patch = JsonPatch.replace(`${pod}/serviceAccountName`, 'shop-wbe');
    web(environment).patch({ kind: 'Deployment' }, patch);
    expect(mistakes(environment)).toEqual([
      `${where} refers to ServiceAccount shop-wbe, which nothing declares (there are: shop-web); ${remedy}`,
    ]);
  });

  test('is fine if a pod runs as the ServiceAccount that every namespace has', () => {
    const environment = shop();
    const patch = JsonPatch.replace(`${pod}/serviceAccountName`, 'default');
    web(environment).patch({ kind: 'Deployment' }, patch);
    expect(mistakes(environment)).toEqual([]);
  });

  test('is refused if a StatefulSet is governed by a Service that does not exist', () => {
    const environment = shop();
    postgres(environment).patch({ kind: 'StatefulSet' }, JsonPatch.replace('/spec/serviceName', 'shop-db-peers'));
    expect(mistakes(environment)).toEqual([
      'Shop/shop-db/StatefulSet: StatefulSet shop-db refers to Service shop-db-peers, which nothing declares (there are: ' +
        `shop-db, shop-db-headless); ${remedy}`,
    ]);
  });

  test('is refused if an autoscaler scales what does not exist', () => {
    const environment = shop();
    const patch = JsonPatch.replace('/spec/scaleTargetRef/kind', 'StatefulSet');
    web(environment).patch({ kind: 'HorizontalPodAutoscaler' }, patch);
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/HorizontalPodAutoscaler: HorizontalPodAutoscaler shop-web refers to StatefulSet shop-web, which ' +
        `nothing declares; ${remedy}`,
    ]);
  });

  const release = (...path: string[]) => ['/spec/strategy/blueGreen', ...path].join('/');
  const template = '/templates/0/templateName';
  const templates = 'shop-web-live, shop-web-preview, shop-web-smoke';

  test.each([
    { path: release('activeService'), kind: 'Service', there: 'shop-web, shop-web-preview' },
    { path: release('previewService'), kind: 'Service', there: 'shop-web, shop-web-preview' },
    { path: `${release('prePromotionAnalysis')}${template}`, kind: 'AnalysisTemplate', there: templates },
    { path: `${release('postPromotionAnalysis')}${template}`, kind: 'AnalysisTemplate', there: templates },
  ])('is refused if a Rollout is released by what does not exist: $path', ({ path, kind, there }) => {
    const environment = judgedShop();
    blueGreen(environment).patch({ kind: 'Rollout' }, JsonPatch.replace(path, 'shop-wbe'));
    expect(mistakes(environment)).toEqual([
      `Shop/shop-web/Rollout: Rollout shop-web refers to ${kind} shop-wbe, which nothing declares (there are: ${there}); ` +
        remedy,
    ]);
  });

  test('is fine if a Rollout is judged by what somebody else looks after', () => {
    const environment = judgedShop();
    environment.assumeExisting('AnalysisTemplate', 'corporate');
    const path = `${release('prePromotionAnalysis')}${template}`;
    blueGreen(environment).patch({ kind: 'Rollout' }, JsonPatch.replace(path, 'corporate'));
    expect(mistakes(environment)).toEqual([]);
  });

  const certificate = (issuerRef: object) => (tier: Tier) => {
    new ApiObject(tier, 'X', {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'mail', annotations: wave('1') },
      spec: { secretName: 'mail-tls', issuerRef },
    });
  };
  const binding = (content: object) => (tier: Tier) => {
    const metadata = { name: 'robot' };
    new ApiObject(tier, 'X', { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', metadata, ...content });
  };
  const mistakesOf = (add: (tier: Tier) => void): string[] => {
    const environment = shop();
    const service = web(environment);
    const acme = { server: 'https://ca.example/directory', email: 'shop@example.com' };
    edgeOf(service, { tls: { acme } });
    add(service);
    return mistakes(environment);
  };
  const viewer = { kind: 'Role', name: 'viewer' };

  test.each([
    { issuerRef: { name: 'shpo' }, text: 'Issuer shpo, which nothing declares (there are: shop)' },
    { issuerRef: { name: 'shop', kind: 'ClusterIssuer' }, text: 'ClusterIssuer shop, which nothing declares' },
  ])('is refused if a certificate is asked from nobody: $issuerRef', ({ issuerRef, text }) => {
    expect(mistakesOf(certificate(issuerRef))).toEqual([
      `Shop/shop-web/X: Certificate mail refers to ${text}; ${remedy}`,
    ]);
  });

  test.each([
    {
      roleRef: { kind: 'Role', name: 'viewers' },
      text: 'Role viewers, which nothing declares (there are: operator, viewer)',
    },
    { roleRef: { kind: 'ClusterRole', name: 'viewer' }, text: 'ClusterRole viewer, which nothing declares' },
  ])('is refused if a role is bound that does not exist: $roleRef', ({ roleRef, text }) => {
    expect(mistakesOf(binding({ roleRef, subjects: [] }))).toEqual([
      `Shop/shop-web/X: RoleBinding robot refers to ${text}; ${remedy}`,
    ]);
  });

  test('is refused if it is missing altogether', () => {
    expect(mistakesOf(binding({}))).toEqual([
      `Shop/shop-web/X: RoleBinding robot refers to undefined undefined, which nothing declares; ${remedy}`,
    ]);
  });

  test('is refused if a role is bound to a ServiceAccount that does not exist', () => {
    const subjects = [{ kind: 'ServiceAccount', name: 'robot', namespace: 'shop-test' }];
    expect(mistakesOf(binding({ roleRef: viewer, subjects }))).toEqual([
      `Shop/shop-web/X: RoleBinding robot refers to ServiceAccount robot, which nothing declares (there are: shop-web); ${remedy}`,
    ]);
  });

  test.each([
    { what: 'an Issuer of the environment', add: certificate({ name: 'shop' }) },
    { what: 'a role that every cluster has', add: binding({ roleRef: { kind: 'ClusterRole', name: 'view' } }) },
    {
      what: 'subjects elsewhere',
      add: binding({
        roleRef: viewer,
        subjects: [
          { kind: 'ServiceAccount', name: 'shop-web', namespace: 'shop-test' },
          { kind: 'ServiceAccount', name: 'robot', namespace: 'robots' },
          { kind: 'Group', name: 'robots' },
        ],
      }),
    },
  ])('is fine with $what', ({ add }) => {
    expect(mistakesOf(add)).toEqual([]);
  });

  test('is fine with an issuer of the cluster that an edge has named', () => {
    const environment = shop();
    const service = web(environment);
    edgeOf(service);
    certificate({ name: 'corporate', kind: 'ClusterIssuer' })(service);
    expect(mistakes(environment)).toEqual([]);
  });
});
