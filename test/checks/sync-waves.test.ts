import { ReleaseJob, type Tier, type WebService } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { ApiObject, JsonPatch } from 'cdk8s';
import {
  blueGreen,
  edgeOf,
  judgedShop,
  mistakes,
  postgres,
  redis,
  resources,
  shop,
  web,
  wholeShop,
} from '../support/fixture.ts';
import { configMap, cronJob, deployment, wave } from './by-hand.ts';

const remedy = 'give the later one a lower wave, or this one a higher';
const annotation = '/metadata/annotations/argocd.argoproj.io~1sync-wave';

/** Puts an object into another wave. */
const move = (value: unknown) => JsonPatch.replace(annotation, value);

function claim(tier: Tier, value: string, spec: object = {}): void {
  new ApiObject(tier, 'Claim', {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'pictures', annotations: wave(value) },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  });
}

const mount = { volumes: [{ name: 'pictures', persistentVolumeClaim: { claimName: 'pictures' } }] };

function inWave(object: ApiObject, value: string): void {
  object.metadata.addAnnotation('argocd.argoproj.io/sync-wave', value);
}

describe('a whole shop', () => {
  test('is fine', () => {
    expect(mistakes(wholeShop().environment)).toEqual([]);
  });
});

describe('a server in a later wave than its client', () => {
  test('is refused', () => {
    const { environment, database } = wholeShop();
    database.patch({ kind: 'StatefulSet' }, move('1'));
    database.patch({ kind: 'Service', name: 'shop-db' }, move('1'));
    database.patch({ kind: 'Service', name: 'shop-db-headless' }, move('1'));
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/Deployment: Deployment shop-web is in wave 0 and connects to StatefulSet shop-db, which comes in ' +
        `wave 1; ${remedy}`,
    ]);
  });

  test('is fine in the same wave: both start, and the client waits', () => {
    const { environment, database } = wholeShop();
    database.patch({ kind: 'StatefulSet' }, move('0'));
    expect(mistakes(environment)).toEqual([]);
  });

  const outside = (to: object[] | undefined, pod: (tier: WebService) => void): string[] => {
    const environment = shop();
    const service = web(environment);
    service.patch({ kind: 'Deployment' }, move('1'));
    service.patch({ kind: 'HorizontalPodAutoscaler' }, move('1'));
    pod(service);
    new ApiObject(service, 'X', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'by-hand' },
      spec: { podSelector: { matchLabels: { app: 'by-hand' } }, egress: [{ to }] },
    });
    return mistakes(environment);
  };
  const server = { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'shop-web' } } };

  test('is refused by a policy by hand', () => {
    expect(outside([server], (tier) => deployment(tier, 'by-hand'))).toEqual([
      'Shop/shop-web/Deployment-by-hand: Deployment by-hand is in wave 0 and connects to Deployment shop-web, which comes ' +
        `in wave 1; ${remedy}`,
    ]);
  });

  test.each([
    { what: 'in another namespace', to: [{ ...server, namespaceSelector: {} }] },
    { what: 'outside of the cluster', to: [{ ipBlock: { cidr: '192.0.2.0/24' } }] },
    { what: 'anywhere', to: undefined },
  ])('is fine $what', ({ to }) => {
    expect(outside(to, (tier) => deployment(tier, 'by-hand'))).toEqual([]);
  });

  test('is fine for a CronJob, which is healthy before its first run', () => {
    expect(outside([server], (tier) => cronJob(tier, 'by-hand'))).toEqual([]);
  });
});

describe('a Rollout in an earlier wave than what it is released by', () => {
  const mistakesMoving = (kind: string, name: string, value: string) => {
    const environment = judgedShop();
    blueGreen(environment).patch({ kind, name }, move(value));
    return mistakes(environment);
  };
  const refusal = (how: string, value: string) =>
    `Shop/shop-web/Rollout: Rollout shop-web is in wave 0 and ${how}, which comes in wave ${value}; ${remedy}`;

  test.each(['shop-web', 'shop-web-preview'])('is refused without its Service %s', (name) => {
    expect(mistakesMoving('Service', name, '1')).toEqual([refusal(`is released through Service ${name}`, '1')]);
  });

  test.each(['shop-web-live', 'shop-web-preview', 'shop-web-smoke'])('is refused without its template %s', (name) => {
    expect(mistakesMoving('AnalysisTemplate', name, '1')).toEqual([
      refusal(`is judged by AnalysisTemplate ${name}`, '1'),
    ]);
  });

  test('is fine if a template is of the same wave', () => {
    expect(mistakesMoving('AnalysisTemplate', 'shop-web-live', '0')).toEqual([]);
  });

  test('is refused together with its autoscaler, which scales it too early', () => {
    const environment = judgedShop();
    blueGreen(environment).patch({ kind: 'HorizontalPodAutoscaler' }, move('-1'));
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/HorizontalPodAutoscaler: HorizontalPodAutoscaler shop-web is in wave -1 and scales Rollout shop-web, ' +
        `which comes in wave 0; ${remedy}`,
    ]);
  });
});

describe('a Job of a release', () => {
  const mistakesIn = (value: string) => {
    const environment = judgedShop();
    const { connection } = postgres(environment);
    const service = blueGreen(environment);
    const props = { name: 'migrate', uses: [connection], deadlineSeconds: 60, resources };
    new ReleaseJob(service, 'Migrate', props);
    service.patch({ kind: 'Job' }, move(value));
    return mistakes(environment);
  };

  test('is refused before the database that it works on', () => {
    expect(mistakesIn('-3')).toEqual([
      'Shop/shop-web/Migrate/Job: Job shop-web-migrate is in wave -3 and connects to StatefulSet shop-db, which comes in ' +
        `wave -2; ${remedy}`,
    ]);
  });

  test('is fine beside the database, which it waits for', () => {
    expect(mistakesIn('-2')).toEqual([]);
  });
});

describe('a consumer in an earlier wave than what it needs', () => {
  const flags = (value?: string) => (tier: Tier) =>
    configMap(tier, 'flags', {}, value === undefined ? value : wave(value));
  const reading = (source: object) => ({ envFrom: [source] });

  /** A Deployment by hand in wave -1. */
  const mistakesOf = (add: (tier: Tier) => void, pod: object, container: object = {}): string[] => {
    const environment = shop();
    const service = web(environment);
    add(service);
    inWave(deployment(service, 'by-hand', pod, container), '-1');
    return mistakes(environment);
  };
  const refusal = (target: string, other = 0) => [
    `Shop/shop-web/Deployment-by-hand: Deployment by-hand is in wave -1 and needs ${target}, which comes in wave ${other}; ` +
      remedy,
  ];

  test('is refused without a ConfigMap, which is in wave 0 if it says nothing', () => {
    expect(mistakesOf(flags(), {}, reading({ configMapRef: { name: 'flags' } }))).toEqual(refusal('ConfigMap flags'));
    expect(mistakesOf(flags('2'), {}, reading({ configMapRef: { name: 'flags' } }))).toEqual(
      refusal('ConfigMap flags', 2),
    );
  });

  test.each(['-1', '-2'])('is fine with a ConfigMap in wave %s', (value) => {
    expect(mistakesOf(flags(value), {}, reading({ configMapRef: { name: 'flags' } }))).toEqual([]);
  });

  test('is fine without what is optional', () => {
    expect(mistakesOf(flags(), {}, reading({ configMapRef: { name: 'flags', optional: true } }))).toEqual([]);
  });

  test('is refused once, however often it reads', () => {
    const items = [
      { key: 'a', path: 'a' },
      { key: 'b', path: 'b' },
    ];
    const volumes = [{ name: 'flags', configMap: { name: 'flags', items } }];
    const add = (tier: Tier) => configMap(tier, 'flags', { a: 'x', b: 'y' });
    expect(mistakesOf(add, { volumes })).toEqual(refusal('ConfigMap flags'));
  });

  test('is refused without its ServiceAccount', () => {
    const add = (tier: Tier) => {
      new ApiObject(tier, 'X', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'robot' } });
    };
    expect(mistakesOf(add, { serviceAccountName: 'robot' })).toEqual(refusal('ServiceAccount robot'));
  });

  test.each([{ target: { name: 'mail' } }, {}])(
    'is refused without the ExternalSecret that makes its Secret: %j',
    (spec) => {
      const add = (tier: Tier) => {
        const metadata = { name: 'mail' };
        new ApiObject(tier, 'X', { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata, spec });
      };
      expect(mistakesOf(add, {}, reading({ secretRef: { name: 'mail' } }))).toEqual(refusal('ExternalSecret mail'));
    },
  );

  test('is refused without the Certificate that makes its Secret', () => {
    const volumes = [{ name: 'certificate', secret: { secretName: 'shop-tls' } }];
    expect(mistakesOf((tier) => edgeOf(tier as WebService), { volumes })).toEqual(refusal('Certificate shop', 1));
  });

  test('is refused without a Secret for a controller to fill', () => {
    const add = (tier: Tier) => {
      new ApiObject(tier, 'X', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'robot' } });
    };
    expect(mistakesOf(add, {}, reading({ secretRef: { name: 'robot' } }))).toEqual(refusal('Secret robot'));
  });

  test('is refused without its claim', () => {
    expect(mistakesOf((tier) => claim(tier, '0'), mount)).toEqual(refusal('PersistentVolumeClaim pictures'));
  });

  test('is refused without the Service that governs it', () => {
    const environment = shop();
    redis(environment).patch({ kind: 'Service', name: 'shop-cache-headless' }, move('0'));
    expect(mistakes(environment)).toEqual([
      'Shop/shop-cache/StatefulSet: StatefulSet shop-cache is in wave -2 and needs Service shop-cache-headless, which ' +
        `comes in wave 0; ${remedy}`,
    ]);
  });

  test('is fine as a CronJob, which is healthy before its first run', () => {
    const environment = shop();
    const service = web(environment);
    configMap(service, 'flags', {});
    cronJob(
      service,
      'report',
      { volumes: [{ name: 'flags', configMap: { name: 'flags' } }] },
      { annotations: wave('-1') },
    );
    expect(mistakes(environment)).toEqual([]);
  });
});

describe('an object in an earlier wave than the one it is for', () => {
  test('is refused as an autoscaler before its workload', () => {
    const environment = shop();
    web(environment).patch({ kind: 'HorizontalPodAutoscaler' }, move('-1'));
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/HorizontalPodAutoscaler: HorizontalPodAutoscaler shop-web is in wave -1 and scales Deployment ' +
        `shop-web, which comes in wave 0; ${remedy}`,
    ]);
  });

  test('is refused as a RoleBinding before its Role', () => {
    const environment = shop();
    environment.guardrails.patch({ kind: 'Role', name: 'viewer' }, move('0'));
    expect(mistakes(environment)).toEqual([
      'Shop/Guardrails/RoleBinding-viewer: RoleBinding viewer is in wave -3 and grants Role viewer, which comes in wave ' +
        `0; ${remedy}`,
    ]);
  });

  test.each([
    [[]],
    // Without a kind an Issuer is meant.
    [[JsonPatch.remove('/spec/issuerRef/kind')]],
  ])('is refused as a Certificate before its Issuer: %j', (patches) => {
    const environment = shop();
    const acme = { server: 'https://ca.example/directory', email: 'shop@example.com' };
    const edge = edgeOf(web(environment), { tls: { acme } });
    edge.patch({ kind: 'Issuer' }, move('2'));
    edge.patch({ kind: 'Certificate' }, ...patches);
    expect(mistakes(environment)).toEqual([
      `Shop/shop/Certificate: Certificate shop is in wave 1 and is issued by Issuer shop, which comes in wave 2; ${remedy}`,
    ]);
  });

  test('is fine as a Certificate whose issuer of the cluster only shares the name of an Issuer', () => {
    const environment = shop();
    new ApiObject(edgeOf(web(environment)), 'X', {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Issuer',
      metadata: { name: 'corporate', annotations: wave('2') },
    });
    expect(mistakes(environment)).toEqual([]);
  });
});

describe('a namespace in a later wave than what lives in it', () => {
  test('is refused, for each object', () => {
    const environment = shop();
    environment.guardrails.patch({ kind: 'Namespace' }, move('1'));
    const refusal = (id: string, title: string) =>
      `Shop/Guardrails/${id}: ${title} is in wave -3 and lives in Namespace shop-test, which comes in wave 1; ${remedy}`;
    expect(mistakes(environment)).toEqual([
      refusal('ResourceQuota', 'ResourceQuota quota'),
      refusal('LimitRange', 'LimitRange limits'),
      refusal('DenyByDefault', 'NetworkPolicy deny-by-default'),
      refusal('Role-viewer', 'Role viewer'),
      refusal('RoleBinding-viewer', 'RoleBinding viewer'),
      refusal('Role-operator', 'Role operator'),
      refusal('RoleBinding-operator', 'RoleBinding operator'),
      refusal('Jobs/PrometheusRule-namespace-jobs', 'PrometheusRule namespace-jobs').replace('wave -3', 'wave -1'),
    ]);
  });

  test('is refused for an object that goes before everything', () => {
    const environment = shop();
    configMap(web(environment), 'first', {}, wave('-5'));
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/ConfigMap-first: ConfigMap first is in wave -5 and lives in Namespace shop-test, which comes in ' +
        `wave -4; ${remedy}`,
    ]);
  });

  test('is fine for an object of another namespace', () => {
    const environment = shop();
    const metadata = { name: 'first', namespace: 'elsewhere', annotations: wave('-5') };
    new ApiObject(environment.guardrails, 'X', { apiVersion: 'v1', kind: 'ConfigMap', metadata });
    expect(mistakes(environment)).toEqual([]);
  });
});

describe('a claim in an earlier wave than its first consumer', () => {
  const where = 'Shop/shop-web/Claim: PersistentVolumeClaim pictures';
  const mistakesOf = (spec: object, ...consumers: string[]): string[] => {
    const environment = shop();
    const service = web(environment);
    claim(service, '-3', spec);
    for (const [index, value] of consumers.entries()) inWave(deployment(service, `reader-${index}`, mount), value);
    return mistakes(environment);
  };

  test('is refused: with most storage it is bound only once a pod uses it, and its wave waits for that', () => {
    expect(mistakesOf({}, '0')).toEqual([
      `${where} is in wave -3 but its first consumer, Deployment reader-0, comes in wave 0; put both into one wave, or the ` +
        'claim never binds',
    ]);
  });

  test('is refused once, with the first of several consumers', () => {
    expect(mistakesOf({}, '2', '-1', '0')).toEqual([
      `${where} is in wave -3 but its first consumer, Deployment reader-1, comes in wave -1; put both into one wave, or ` +
        'the claim never binds',
    ]);
  });

  test('is fine if a later one follows a consumer in its own wave', () => {
    expect(mistakesOf({}, '-3', '0')).toEqual([]);
  });

  test('is fine if nobody consumes it yet', () => {
    expect(mistakesOf({})).toEqual([]);
  });

  test('is fine if it names its volume, and so waits for nobody', () => {
    expect(mistakesOf({ volumeName: 'pictures-2024' }, '0')).toEqual([]);
  });
});

describe('a wave that is no whole number', () => {
  test.each(['first', '1.5', '1.0', '1e1', '', '--1'])('is refused, since Argo CD takes it for 0: "%s"', (value) => {
    const environment = shop();
    web(environment).patch({ kind: 'Deployment' }, move(value));
    expect(mistakes(environment)).toEqual([
      `Shop/shop-web/Deployment: the sync wave "${value}" of Deployment shop-web is no whole number; write one like "-3"`,
    ]);
  });

  test.each(['+1', '01', '100'])('is another than this: %s', (value) => {
    const environment = shop();
    const service = web(environment);
    service.patch({ kind: 'Service' }, move(value));
    expect(mistakes(environment)).toEqual([]);
  });

  test('is refused with what follows from 0', () => {
    const environment = shop();
    postgres(environment).patch({ kind: 'ServiceAccount' }, move('early'));
    expect(mistakes(environment)).toEqual([
      'Shop/shop-db/ServiceAccount: the sync wave "early" of ServiceAccount shop-db is no whole number; write one like "-3"',
      'Shop/shop-db/StatefulSet: StatefulSet shop-db is in wave -2 and needs ServiceAccount shop-db, which comes in wave ' +
        `0; ${remedy}`,
    ]);
  });
});
