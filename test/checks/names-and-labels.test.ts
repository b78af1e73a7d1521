import type { Tier } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { ApiObject, JsonPatch } from 'cdk8s';
import { mistakes, postgres, redis, shop, web } from '../support/fixture.ts';
import { configMap, cronJob, deployment, podTemplate } from './by-hand.ts';

const letters = (length: number) => 'a'.repeat(length);
const dns = (length: number) => `at most ${length} lower-case letters, digits and "-"`;
const label = 'at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends';

/** What the checks say about one object more in a web tier. */
function mistakesOf(add: (tier: Tier) => void): string[] {
  const environment = shop();
  add(web(environment));
  return mistakes(environment);
}

/** What the checks say about a web tier with a patch. */
function mistakesWith(kind: string, ...patches: JsonPatch[]): string[] {
  const environment = shop();
  web(environment).patch({ kind }, ...patches);
  return mistakes(environment);
}

function object(tier: Tier, apiVersion: string, kind: string, name: string, namespace?: string): void {
  new ApiObject(tier, 'X', { apiVersion, kind, metadata: { name, namespace } });
}

describe('a name that the API server would refuse', () => {
  test.each([
    { kind: 'ConfigMap', name: 'Shop_Flags', rule: dns(253) },
    { kind: 'ConfigMap', name: 'flags-', rule: dns(253) },
    { kind: 'ConfigMap', name: 'shop..flags', rule: dns(253) },
    { kind: 'ConfigMap', name: letters(254), rule: dns(253) },
    { kind: 'Service', name: 'shop.web', rule: `${dns(63)}, a letter first` },
    { kind: 'Service', name: letters(64), rule: `${dns(63)}, a letter first` },
    { kind: 'Service', name: '1shop', rule: `${dns(63)}, a letter first` },
    { kind: 'Namespace', name: 'shop.test', rule: dns(63) },
    // What controllers append must fit into a label's value, too.
    { kind: 'StatefulSet', name: letters(53), rule: dns(52) },
    { kind: 'StatefulSet', name: 'shop.db', rule: dns(52) },
    { kind: 'CronJob', name: letters(53), rule: dns(52) },
    { kind: 'Job', name: letters(64), rule: dns(63) },
    { kind: 'Role', name: 'shop/reader', rule: 'no "/" and no "%"' },
    { kind: 'Role', name: '..', rule: 'no "/" and no "%"' },
  ])('is refused: $kind $name', ({ kind, name, rule }) => {
    expect(mistakesOf((tier) => object(tier, 'v1', kind, name))).toEqual([
      `Shop/shop-web/X: "${name}" cannot name a ${kind}; use ${rule}`,
    ]);
  });

  test.each([
    { kind: 'ConfigMap', name: 'shop.flags.1' },
    // Only the whole is limited, not the parts between the dots.
    { kind: 'ConfigMap', name: letters(253) },
    { kind: 'Service', name: letters(63) },
    { kind: 'Namespace', name: '1-shop' },
    { kind: 'StatefulSet', name: letters(52) },
    { kind: 'CronJob', name: letters(52) },
    { kind: 'Job', name: `shop.${letters(58)}` },
    { kind: 'Role', name: 'system:Shop_Reader' },
  ])('is another than this: $kind $name', ({ kind, name }) => {
    expect(mistakesOf((tier) => object(tier, 'v1', kind, name))).toEqual([]);
  });

  test('is refused for a namespace', () => {
    expect(mistakesOf((tier) => object(tier, 'v1', 'ConfigMap', 'flags', 'shop.test'))).toEqual([
      `Shop/shop-web/X: "shop.test" cannot name the namespace of ConfigMap flags; use ${dns(63)}`,
    ]);
  });

  test('is refused if a tier of 55 characters leads to a Service and a StatefulSet with longer names', () => {
    const environment = shop();
    const name = letters(55);
    redis(environment, { name });
    expect(mistakes(environment)).toEqual([
      `Shop/${name}/StatefulSet: "${name}" cannot name a StatefulSet; use ${dns(52)}`,
      `Shop/${name}/HeadlessService: "${name}-headless" cannot name a Service; use ${dns(63)}, a letter first`,
    ]);
  });

  test('is fine if a tier of 52 characters leads to a ConfigMap with a longer name', () => {
    const environment = shop();
    redis(environment, { name: letters(52) });
    web(environment, { name: letters(63) });
    expect(mistakes(environment)).toEqual([]);
  });
});

describe('a label that the API server would refuse', () => {
  const add = (key: string, value: unknown) =>
    mistakesWith('Service', JsonPatch.add(`/metadata/labels/${key.replaceAll('/', '~1')}`, value));

  test.each(['A shop', '-shop', 'shop.', letters(64)])('is refused for its value: %s', (value) => {
    expect(add('team', value)).toEqual([
      `Shop/shop-web/Service: the label team: "${value}" of Service shop-web is invalid; use ${label}`,
    ]);
  });

  test.each(['the team', 'a/b/c', 'Example.com/team', letters(64)])('is refused for its key: %s', (key) => {
    expect(add(key, 'shop')).toEqual([
      `Shop/shop-web/Service: the label key "${key}" of Service shop-web is invalid; use ${label}, after a domain and ` +
        '"/" if any',
    ]);
  });

  test.each([18, true, null])('is refused as no text: %s', (value) => {
    expect(add('version', value)).toEqual([
      `Shop/shop-web/Service: the label version of Service shop-web is ${value}, which is no text; put it in quotes`,
    ]);
  });

  test.each([
    ['team', ''],
    ['team', 'Shop_1.2-a'],
    ['team', letters(63)],
    ['example.com/Team', 'shop'],
    [letters(63), 'shop'],
  ])('is another than this: %s: %s', (key, value) => {
    expect(add(key, value)).toEqual([]);
  });

  test('is refused on pods', () => {
    expect(mistakesWith('Deployment', JsonPatch.add('/spec/template/metadata/labels/team', 'A shop'))).toEqual([
      `Shop/shop-web/Deployment: the pod label team: "A shop" of Deployment shop-web is invalid; use ${label}`,
    ]);
  });

  test('is refused once on a Pod, which is its own template', () => {
    const { spec } = podTemplate('shell');
    const pod = (tier: Tier) =>
      new ApiObject(tier, 'X', {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'shell', labels: { team: 'A shop' } },
        spec,
      });
    expect(mistakesOf(pod)).toEqual([
      `Shop/shop-web/X: the label team: "A shop" of Pod shell is invalid; use ${label}`,
    ]);
  });

  test('is refused if it comes from a prop', () => {
    const environment = shop();
    postgres(environment, { component: 'the database' });
    const component = 'app.kubernetes.io/component';
    const kinds = ['ServiceAccount', 'NetworkPolicy', 'StatefulSet', 'Service'];
    const messages = mistakes(environment);
    expect(messages).toContain(
      `Shop/shop-db/StatefulSet: the pod label ${component}: "the database" of StatefulSet shop-db is invalid; use ${label}`,
    );
    for (const kind of kinds) {
      expect(messages).toContain(
        `Shop/shop-db/${kind}: the label ${component}: "the database" of ${kind} shop-db is invalid; use ${label}`,
      );
    }
  });
});

describe('an annotation that the API server would refuse', () => {
  const scrape = '/spec/template/metadata/annotations';

  test.each([
    // Argo CD would see a difference for ever.
    null,
    9090,
    true,
  ])('is refused as no text: %s', (value) => {
    const patch = JsonPatch.add('/metadata/annotations/note', value);
    expect(mistakesWith('Service', patch)).toEqual([
      `Shop/shop-web/Service: the annotation note of Service shop-web is ${value}, which is no text; put it in quotes`,
    ]);
  });

  test('is refused on pods', () => {
    expect(mistakesWith('Deployment', JsonPatch.add(scrape, { 'prometheus.io/port': 9090 }))).toEqual([
      'Shop/shop-web/Deployment: the pod annotation prometheus.io/port of Deployment shop-web is 9090, which is no text; ' +
        'put it in quotes',
    ]);
  });

  test('is refused on the pods of a CronJob', () => {
    const add = (tier: Tier) => {
      const job = cronJob(tier, 'report');
      job.addJsonPatch(JsonPatch.add('/spec/jobTemplate/spec/template/metadata/annotations', { note: false }));
    };
    expect(mistakesOf(add)).toEqual([
      'Shop/shop-web/CronJob-report: the pod annotation note of CronJob report is false, which is no text; put it in ' +
        'quotes',
    ]);
  });

  test('is refused for its key', () => {
    expect(mistakesWith('Service', JsonPatch.add('/metadata/annotations/a note', 'x'))).toEqual([
      `Shop/shop-web/Service: the annotation key "a note" of Service shop-web is invalid; use ${label}, after a domain ` +
        'and "/" if any',
    ]);
  });

  test.each([
    ['note', 'What it is for, in whole sentences: "§"'],
    ['Example.com~1Note', ''],
  ])('is another than this: %s: %s', (key, value) => {
    expect(mistakesWith('Service', JsonPatch.add(`/metadata/annotations/${key}`, value))).toEqual([]);
  });

  test('is fine if there is none at all', () => {
    expect(mistakesOf((tier) => object(tier, 'v1', 'ServiceAccount', 'x'))).toEqual([]);
  });
});

describe('a part whose name the API server would refuse', () => {
  const refusal = (name: string, what: string, rule: string) => [
    `Shop/shop-web/Deployment-by-hand: "${name}" cannot name a ${what} of Deployment by-hand; use ${rule}`,
  ];
  const byHand = (pod: object, container: object = {}) =>
    mistakesOf((tier) => deployment(tier, 'by-hand', pod, container));
  const port = 'at most 15 lower-case letters, digits and "-", at least one letter';

  test('is refused as a container', () => {
    expect(byHand({}, { name: 'by_hand' })).toEqual(refusal('by_hand', 'container', dns(63)));
  });

  test('is refused as a volume', () => {
    expect(byHand({ volumes: [{ name: 'my.data', emptyDir: {} }] })).toEqual(refusal('my.data', 'volume', dns(63)));
  });

  test.each(['HTTP', 'http-and-metrics', '8080', 'http--web', ''])(
    'is refused as the port of a container: "%s"',
    (name) => {
      expect(byHand({}, { ports: [{ name, containerPort: 8080 }] })).toEqual(refusal(name, 'port', port));
    },
  );

  test.each(['http', 'http-0123456789', '8080-tcp', undefined])('is another than this: %s', (name) => {
    expect(
      byHand({ volumes: [{ name: 'my-data', emptyDir: {} }] }, { ports: [{ name, containerPort: 8080 }] }),
    ).toEqual([]);
  });

  test('is refused as the port of a Service', () => {
    expect(mistakesWith('Service', JsonPatch.replace('/spec/ports/0/name', 'HTTP_WEB'))).toEqual([
      `Shop/shop-web/Service: "HTTP_WEB" cannot name a port of Service shop-web; use ${dns(63)}`,
    ]);
  });

  test('is fine as the port of a Service where a container could not have it', () => {
    expect(mistakesWith('Service', JsonPatch.replace('/spec/ports/0/name', 'http-for-everybody'))).toEqual([]);
  });

  test.each(['the theme', 'shop/theme', '..', letters(254)])('is refused as a key of a ConfigMap: %s', (key) => {
    expect(mistakesOf((tier) => configMap(tier, 'flags', { [key]: 'x' }))).toEqual([
      `Shop/shop-web/ConfigMap-flags: "${key}" cannot name a key of ConfigMap flags; use letters, digits, "-", "_" and "."`,
    ]);
  });

  test.each(['THEME', '.theme', 'shop.theme-1'])('is fine as a key of a ConfigMap: %s', (key) => {
    expect(mistakesOf((tier) => configMap(tier, 'flags', { [key]: 'x' }))).toEqual([]);
  });
});
