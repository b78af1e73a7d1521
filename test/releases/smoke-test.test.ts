import type { ReleaseAnalysis, SmokeTest } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { blueGreen, judgedShop, mistakes, objectOf, objectsOf, smokeTest, web } from '../support/fixture.ts';

function tried(changes: Partial<SmokeTest> = {}, rest: ReleaseAnalysis = {}) {
  const environment = judgedShop();
  const service = blueGreen(environment, {
    analysis: { smokeTest: { ...smokeTest, ...changes }, ...rest },
    secrets: [{ name: 'shop-web', files: { KEY_FILE: 'key' } }],
  });
  return { environment, service };
}

/** The only metric of the template of the smoke test. */
function metricOf(changes: Partial<SmokeTest> = {}) {
  const { args, metrics } = objectOf(tried(changes).environment, 'AnalysisTemplate', 'shop-web-smoke').spec;
  expect(args).toEqual([{ name: 'url' }]);
  expect(metrics).toHaveLength(1);
  return metrics[0];
}

const podOf = (changes: Partial<SmokeTest> = {}) => metricOf(changes).provider.job.spec.template;
const containerOf = (changes: Partial<SmokeTest> = {}) => podOf(changes).spec.containers[0];

describe('the smoke test', () => {
  test('is a Job that is tried once, ends, and can be looked at for a day', () => {
    const { name, provider, ...rest } = metricOf({ deadlineSeconds: 90 });
    expect(name).toBe('smoke');
    // No interval: it is measured once.
    expect(rest).toEqual({});
    const { template, ...how } = provider.job.spec;
    expect(how).toEqual({ backoffLimit: 0, activeDeadlineSeconds: 90, ttlSecondsAfterFinished: 86_400 });
    expect(template.spec.restartPolicy).toBe('Never');
  });

  test("runs the service's own image by default, with the address as an argument", () => {
    expect(containerOf()).toMatchObject({
      name: 'shop-web-smoke',
      image: 'registry.example/shop-web:1.4.2',
      command: ['try'],
      env: [{ name: 'SHOP_URL', value: '{{args.url}}' }],
    });
  });

  test('runs another image if it is told to', () => {
    expect(containerOf({ image: 'registry.example/tryer:2.0.0' }).image).toBe('registry.example/tryer:2.0.0');
  });

  test('is given configuration and files with Secrets, in the order of their names', () => {
    const secretFiles = { KEY_FILE: { secret: 'shop-web', key: 'key' } };
    const { env, volumeMounts } = containerOf({ environment: { A: 'a', Z: 'z' }, secretFiles });
    expect(env).toEqual([
      { name: 'A', value: 'a' },
      { name: 'KEY_FILE', value: '/run/secrets/shop-web/key' },
      { name: 'SHOP_URL', value: '{{args.url}}' },
      { name: 'Z', value: 'z' },
    ]);
    expect(volumeMounts).toEqual([{ name: 'secret-shop-web', mountPath: '/run/secrets/shop-web', readOnly: true }]);
    expect(mistakes(tried({ secretFiles }).environment)).toEqual([]);
  });

  test('needs Secrets that some tier declares', () => {
    const secretFiles = { KEY_FILE: { secret: 'shop-mail', key: 'key' } };
    expect(mistakes(tried({ secretFiles }).environment)).toEqual([
      'Shop/shop-web/BlueGreen/AnalysisTemplate-shop-web-smoke: AnalysisTemplate shop-web-smoke refers to Secret shop-mail, ' +
        'which nothing declares; create it, correct the name, or call assumeExisting on its environment',
    ]);
  });

  test.each([
    { variable: 'SHOP_URL', own: 'http://elsewhere', derived: '{{args.url}}' },
    { variable: 'KEY_FILE', own: '/tmp/key', derived: '/run/secrets/shop-web/key' },
  ])('refuses to have $variable set to something else', ({ variable, own, derived }) => {
    const secretFiles = { KEY_FILE: { secret: 'shop-web', key: 'key' } };
    expect(() => tried({ environment: { [variable]: own }, secretFiles })).toThrow(
      `Shop/shop-web/BlueGreen: environment sets ${variable} to "${own}", but a connection or Secret sets it to ` +
        `"${derived}"; remove one of them`,
    );
  });

  test('takes the resources that it is told to, or few', () => {
    expect(containerOf().resources.limits).toEqual({ cpu: '500m', memory: '128Mi', 'ephemeral-storage': '64Mi' });
    const resources = { cpu: { request: '1', limit: '2' }, memory: { request: '64Mi', limit: '64Mi' } };
    expect(containerOf({ resources }).resources.limits).toMatchObject({ cpu: '2', memory: '64Mi' });
  });

  test('is refused if its image moves, as any other', () => {
    expect(mistakes(tried({ image: 'registry.example/tryer:latest' }).environment)).toEqual([
      'Shop/shop-web/BlueGreen/AnalysisTemplate-shop-web-smoke: the image "registry.example/tryer:latest" of container ' +
        'shop-web-smoke in AnalysisTemplate shop-web-smoke has the moving tag "latest"; name a fixed version or a digest',
    ]);
  });

  test('exists before the first Rollout needs it', () => {
    const { annotations } = objectOf(tried().environment, 'AnalysisTemplate', 'shop-web-smoke').metadata as any;
    expect(annotations).toEqual({ 'argocd.argoproj.io/sync-wave': '-3' });
  });
});

describe('the way of the smoke test', () => {
  const { environment, service } = tried();
  const name = 'app.kubernetes.io/name';

  test('leads to the serving port of its service and to names, nowhere else', () => {
    const policy = objectOf(environment, 'NetworkPolicy', 'shop-web-smoke').spec;
    expect(policy.podSelector.matchLabels).toEqual({ [name]: 'shop-web-smoke' });
    expect(policy.ingress).toBeUndefined();
    expect(policy.egress).toHaveLength(2);
    expect(policy.egress).toContainEqual({
      to: [{ podSelector: { matchLabels: { [name]: 'shop-web' } } }],
      ports: [{ port: 8080, protocol: 'TCP' }],
    });
  });

  test('is open at the other end', () => {
    expect(objectOf(environment, 'NetworkPolicy', 'shop-web').spec.ingress).toContainEqual({
      from: [{ podSelector: { matchLabels: { [name]: 'shop-web-smoke' } } }],
      ports: [{ port: 8080, protocol: 'TCP' }],
    });
  });

  test('is that of its own pods: no Service, budget or monitor takes them for the service', () => {
    const { labels } = podOf().metadata;
    expect(labels[name]).toBe('shop-web-smoke');
    expect(Object.entries(service.selector).every(([key, value]) => labels[key] === value)).toBe(false);
  });

  test('does not exist without a smoke test', () => {
    const without = judgedShop();
    blueGreen(without, { analysis: {} });
    const rolling = judgedShop();
    web(rolling, { analysis: { smokeTest } });
    for (const other of [without, rolling]) {
      const names = objectsOf(other).map(({ metadata }) => metadata.name);
      expect(names).not.toContain('shop-web-smoke');
      expect(other.traffic.edges.map(({ from }) => from.name)).not.toContain('shop-web-smoke');
    }
  });
});
