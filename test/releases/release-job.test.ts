import { type Environment, ReleaseJob, type ReleaseJobProps } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import {
  blueGreen,
  judgedShop,
  mistakes,
  objectOf,
  objectsOf,
  postgres,
  resources,
  shop,
  web,
} from '../support/fixture.ts';

const migrate: ReleaseJobProps = {
  name: 'migrate',
  command: ['migrate', 'up'],
  uses: [],
  deadlineSeconds: 300,
  resources,
};

function shopWith(props: Partial<ReleaseJobProps> = {}, environment: Environment = judgedShop()) {
  const { connection } = postgres(environment);
  const service = blueGreen(environment, { uses: [connection] });
  const job = new ReleaseJob(service, 'Migrate', { ...migrate, uses: [connection.withPool(1)], ...props });
  return { environment, service, job };
}

const jobOf = (props: Partial<ReleaseJobProps> = {}) =>
  objectOf(shopWith(props).environment, 'Job', 'shop-web-migrate');
const containerOf = (props: Partial<ReleaseJobProps> = {}) => jobOf(props).spec.template.spec.containers[0];

describe('a Job of a release', () => {
  test('is named after its tier and passes every check', () => {
    const { environment, job } = shopWith();
    expect(job.name).toBe('shop-web-migrate');
    expect(mistakes(environment)).toEqual([]);
  });

  test('runs within the sync, before the first new pod, replaces the last one, and stays to be looked at', () => {
    const { metadata, spec } = jobOf();
    expect(metadata['annotations']).toEqual({
      'argocd.argoproj.io/hook': 'Sync',
      'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
      'argocd.argoproj.io/sync-wave': '-1',
    });
    expect(metadata).not.toHaveProperty('generateName');
    expect(spec.ttlSecondsAfterFinished).toBeUndefined();
  });

  test("runs the service's own image, under its identity", () => {
    const { environment, service } = shopWith();
    const pod = objectOf(environment, 'Job', 'shop-web-migrate').spec.template.spec;
    expect(pod.containers[0].image).toBe(service.image);
    expect(pod.containers[0].image).toBe(
      objectOf(environment, 'Rollout', 'shop-web').spec.template.spec.containers[0].image,
    );
    expect(pod.serviceAccountName).toBe('shop-web');
    expect(pod.restartPolicy).toBe('Never');
  });

  test.each([
    { attempts: undefined, backoffLimit: 2 },
    { attempts: 1, backoffLimit: 0 },
    { attempts: 5, backoffLimit: 4 },
  ])('is attempted as often as it is told to: $attempts', ({ attempts, backoffLimit }) => {
    const { spec } = jobOf(attempts === undefined ? {} : { attempts });
    expect(spec.backoffLimit).toBe(backoffLimit);
    expect(spec.activeDeadlineSeconds).toBe(300);
  });

  test('learns where its connections are, and is configured besides', () => {
    const { env, command, args } = containerOf({ environment: { LOCALE: 'en' }, args: ['--all'] });
    expect(command).toEqual(['migrate', 'up']);
    expect(args).toEqual(['--all']);
    expect(env).toEqual([
      { name: 'DATABASE_HOST', value: 'shop-db' },
      { name: 'DATABASE_NAME', value: 'shop' },
      { name: 'DATABASE_PASSWORD_FILE', value: '/run/secrets/shop-db/password' },
      { name: 'DATABASE_POOL_SIZE', value: '1' },
      { name: 'DATABASE_PORT', value: '5432' },
      { name: 'DATABASE_USER', value: 'shop' },
      { name: 'LOCALE', value: 'en' },
    ]);
  });

  test('leaves command and arguments to the image where they are left out', () => {
    const environment = shop();
    const { command: _, ...props } = migrate;
    new ReleaseJob(web(environment), 'Migrate', props);
    const [container] = objectOf(environment, 'Job', 'shop-web-migrate').spec.template.spec.containers;
    expect(Object.keys(container)).not.toContain('command');
    expect(Object.keys(container)).not.toContain('args');
  });

  test('refuses to be sent elsewhere than its connections say', () => {
    expect(() => shopWith({ environment: { DATABASE_HOST: 'elsewhere' } })).toThrow(
      'Shop/shop-web/Migrate: environment sets DATABASE_HOST to "elsewhere", but a connection or Secret sets it to ' +
        '"shop-db"; remove one of them',
    );
  });

  test('reaches what it uses and nothing else, and nobody reaches it', () => {
    const { environment } = shopWith();
    const name = 'app.kubernetes.io/name';
    const { podSelector, ingress, egress } = objectOf(environment, 'NetworkPolicy', 'shop-web-migrate').spec;
    expect(podSelector.matchLabels).toEqual({ [name]: 'shop-web-migrate' });
    expect(ingress).toBeUndefined();
    expect(egress).toHaveLength(2);
    expect(egress).toContainEqual({
      to: [{ podSelector: { matchLabels: { [name]: 'shop-db' } } }],
      ports: [{ port: 5432, protocol: 'TCP' }],
    });
    expect(objectOf(environment, 'NetworkPolicy', 'shop-db').spec.ingress).toContainEqual({
      from: [{ podSelector: { matchLabels: { [name]: 'shop-web-migrate' } } }],
      ports: [{ port: 5432, protocol: 'TCP' }],
    });
  });

  test('has pods that no Service takes for the service', () => {
    const { environment, service } = shopWith();
    const { labels } = objectOf(environment, 'Job', 'shop-web-migrate').spec.template.metadata;
    expect(labels['app.kubernetes.io/name']).toBe('shop-web-migrate');
    expect(Object.entries(service.selector).every(([key, value]) => labels[key] === value)).toBe(false);
  });

  test('works for a service that rolls as well', () => {
    const environment = shop();
    new ReleaseJob(web(environment), 'Migrate', migrate);
    expect(mistakes(environment)).toEqual([]);
    expect(objectOf(environment, 'Job', 'shop-web-migrate').spec.backoffLimit).toBe(2);
  });

  test('may have others beside it, each with a name of its own', () => {
    const { environment, service } = shopWith();
    new ReleaseJob(service, 'Warm', { ...migrate, name: 'warm' });
    const jobs = objectsOf(environment).filter(({ kind }) => kind === 'Job');
    expect(jobs.map(({ metadata }) => metadata.name).sort()).toEqual(['shop-web-migrate', 'shop-web-warm']);
    expect(mistakes(environment)).toEqual([]);
  });

  test('is refused under the name of another', () => {
    const { environment, service } = shopWith();
    new ReleaseJob(service, 'Again', migrate);
    expect(mistakes(environment).join('\n')).toContain('Job shop-web-migrate');
  });

  test.each([
    { attempts: 0, deadlineSeconds: 300 },
    { attempts: 1.5, deadlineSeconds: 300 },
    { attempts: Number.NaN, deadlineSeconds: 300 },
    { attempts: 3, deadlineSeconds: 0 },
    { attempts: 3, deadlineSeconds: -5 },
    { attempts: 3, deadlineSeconds: 0.5 },
    { attempts: 3, deadlineSeconds: Number.POSITIVE_INFINITY },
  ])('is refused with $attempts attempts within $deadlineSeconds s', ({ attempts, deadlineSeconds }) => {
    expect(() => shopWith({ attempts, deadlineSeconds })).toThrow(
      `Shop/shop-web/Migrate: ${attempts} attempts within ${deadlineSeconds} s are impossible; both are whole numbers from 1`,
    );
  });
});
