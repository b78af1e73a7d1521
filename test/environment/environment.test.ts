import { externalSecrets, gatewayApi, WebService, type WebServiceProps } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { App, Chart, Testing } from 'cdk8s';
import { mistakes, objectOf, objectsOf, postgres, redis, shop, web, wholeShop } from '../support/fixture.ts';

describe('an environment', () => {
  test('with one of each tier passes every check', () => {
    expect(mistakes(wholeShop().environment)).toEqual([]);
  });

  test('runs its checks through cdk8s as well', () => {
    const environment = shop();
    const service = web(environment, { image: 'registry.example/shop-web:latest' });
    expect(() => Testing.synth(service)).toThrow(/has the moving tag "latest"/);
    expect(() => (environment.node.root as App).synthYaml()).toThrow(/has the moving tag "latest"/);
  });

  test('refuses two tiers with one name', () => {
    const environment = shop();
    web(environment);
    expect(() => postgres(environment, { name: 'shop-web' })).toThrow(
      /There is already a Construct|two tiers are named/,
    );
    expect(() => new WebService(environment, 'Other', { name: 'shop-web' } as WebServiceProps)).toThrow(
      'Shop: two tiers are named "shop-web" (Shop/shop-web and Shop/Other); rename one',
    );
  });

  test('is needed around a tier', () => {
    expect(() => web(new Chart(new App(), 'Chart'))).toThrow(
      'Chart/shop-web: a tier needs an Environment above it; create it with that as its scope',
    );
  });

  test.each(['Shop', 'shop_1', '-shop', 'shop-', 'a'.repeat(64), ''])('refuses the name "%s"', (name) => {
    expect(() => shop({ name })).toThrow(`Shop: name: "${name}" is not a valid name`);
    expect(() => new WebService(shop(), 'Web', { name } as WebServiceProps)).toThrow(
      `: name: "${name}" is not a valid name`,
    );
  });

  test('names the Secrets that must exist, values never', () => {
    const { environment } = wholeShop();
    expect(environment.secrets.map(({ name, keys }) => ({ name, keys }))).toEqual([
      { name: 'shop-cache', keys: ['password'] },
      { name: 'shop-db', keys: ['password', 'superuser-password'] },
    ]);
    expect(objectsOf(environment).filter(({ kind }) => kind === 'Secret')).toEqual([]);
  });

  test('fetches Secrets from the store that it names, derived keys by template', () => {
    const environment = shop({ secrets: externalSecrets({ store: 'vault', path: 'shop/test' }) });
    redis(environment);
    expect(objectOf(environment, 'ExternalSecret', 'shop-cache').spec).toEqual({
      refreshInterval: '1h',
      secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
      target: {
        name: 'shop-cache',
        creationPolicy: 'Owner',
        deletionPolicy: 'Retain',
        template: {
          engineVersion: 'v2',
          mergePolicy: 'Merge',
          data: {
            'users.acl':
              'user default on nopass resetkeys resetchannels -@all +ping\n' +
              'user shop on >{{ index . "password" }} ~* &* +@all -@admin -@dangerous +info\n',
          },
        },
      },
      data: [{ secretKey: 'password', remoteRef: { key: 'shop/test/shop-cache', property: 'password' } }],
    });
  });

  test('leaves a Secret alone that somebody else creates', () => {
    const environment = shop({ secrets: externalSecrets({ store: 'vault', path: 'shop/test' }) });
    web(environment, { secrets: [{ name: 'payment', files: { KEY_FILE: 'key' }, existing: true }] });
    expect(objectsOf(environment).filter(({ kind }) => kind === 'ExternalSecret')).toEqual([]);
    expect(mistakes(environment)).toEqual([]);
  });
});

describe('the guardrails', () => {
  test('hold the namespace to Pod Security "restricted" and keep it through prune and deletion', () => {
    const { metadata } = objectOf(shop(), 'Namespace', 'shop-test');
    for (const mode of ['enforce', 'audit', 'warn']) {
      expect(metadata.labels).toMatchObject({
        [`pod-security.kubernetes.io/${mode}`]: 'restricted',
        [`pod-security.kubernetes.io/${mode}-version`]: 'latest',
      });
    }
    expect(metadata.annotations).toMatchObject({ 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' });
    expect(metadata.namespace).toBeUndefined();
  });

  test('deny everything by default', () => {
    expect(objectOf(shop(), 'NetworkPolicy', 'deny-by-default').spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
  });

  test('leave room for the tiers at their largest during a rollout, and for four small helpers', () => {
    const environment = shop();
    web(environment);
    postgres(environment);
    // 2 x 4 pods of the service, 1 of the database; 100m, 256Mi and 64Mi each, 500m, 1Gi and 256Mi at most.
    expect(objectOf(environment, 'ResourceQuota', 'quota').spec.hard).toEqual({
      pods: '13',
      'requests.cpu': '940m',
      'requests.memory': '2432Mi',
      'requests.ephemeral-storage': '640Mi',
      'limits.cpu': '4900m',
      'limits.memory': '9472Mi',
      'limits.ephemeral-storage': '2560Mi',
      persistentvolumeclaims: '1',
      'requests.storage': '10Gi',
      'services.loadbalancers': '0',
      'services.nodeports': '0',
    });
  });

  test('let no container be larger than the largest declared, and give defaults to those of other controllers', () => {
    const environment = shop();
    postgres(environment);
    expect(objectOf(environment, 'LimitRange', 'limits').spec.limits).toEqual([
      {
        type: 'Container',
        default: { cpu: '100m', memory: '64Mi', 'ephemeral-storage': '64Mi' },
        defaultRequest: { cpu: '10m', memory: '32Mi', 'ephemeral-storage': '16Mi' },
        max: { cpu: '500m', memory: '1Gi', 'ephemeral-storage': '256Mi' },
      },
      { type: 'PersistentVolumeClaim', max: { storage: '10Gi' } },
    ]);
  });

  test('bind an operator and a viewer to the groups of the environment, neither of which reads Secrets or opens a shell', () => {
    const environment = shop();
    for (const [name, group] of [
      ['operator', 'shop-operators'],
      ['viewer', 'shop-viewers'],
    ] as const) {
      const binding = objectOf(environment, 'RoleBinding', name);
      expect(binding['roleRef']).toMatchObject({ kind: 'Role', name });
      expect(binding['subjects']).toEqual([{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: group }]);
      const { rules } = objectOf(environment, 'Role', name) as unknown as {
        rules: { resources: string[]; verbs: string[] }[];
      };
      const granted = rules.flatMap(({ resources, verbs }) =>
        resources.flatMap((r) => verbs.map((verb) => `${verb} ${r}`)),
      );
      expect(granted.filter((grant) => /secrets|exec|attach|\*|impersonate|escalate|bind$/.test(grant))).toEqual([]);
      const writes = granted.filter((grant) => !/^(get|list|watch) /.test(grant));
      expect(writes).toEqual(
        name === 'viewer' ? [] : ['delete pods', 'create pods/eviction', 'create pods/portforward'],
      );
    }
  });

  test('bind nobody where the environment names nobody', () => {
    const environment = shop({ access: { operators: [], viewers: [] } });
    expect(objectsOf(environment).filter(({ kind }) => kind === 'RoleBinding')).toEqual([]);
  });
});

describe('the edge of an environment', () => {
  test('is the only way in for its controller', () => {
    const environment = shop({
      edge: gatewayApi({ className: 'any', pods: { namespace: 'gateway', labels: { app: 'proxy' } } }),
    });
    web(environment);
    expect(objectOf(environment, 'NetworkPolicy', 'shop-web').spec.ingress).toHaveLength(1);
  });
});
