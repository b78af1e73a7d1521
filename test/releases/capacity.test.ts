import { type Environment, ReleaseJob, type WebServiceProps } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { blueGreen, judgedShop, mistakes, objectOf, objectsOf, postgres, resources, web } from '../support/fixture.ts';

const quotaOf = (environment: Environment) => objectOf(environment, 'ResourceQuota', 'quota').spec.hard;

function quota(add: (environment: Environment) => void) {
  const environment = judgedShop();
  add(environment);
  return quotaOf(environment);
}

/** `max_connections` that a database derives from its clients. */
function connections(add: (environment: Environment, database: ReturnType<typeof postgres>) => void): number {
  const environment = judgedShop();
  add(environment, postgres(environment));
  const files = objectsOf(environment).flatMap(({ kind, ...object }) =>
    kind === 'ConfigMap' ? Object.values((object as any).data as Record<string, string>) : [],
  );
  return Number(/^max_connections = (\d+)$/m.exec(files.join('\n'))?.[1]);
}

describe('the quota of a namespace', () => {
  test('has room for three revisions of a blue-green service at its largest, and for its smoke test', () => {
    // 3 x 4 pods, 1 Job, 4 helpers; 100m and 256Mi a pod, 50m and 128Mi for the Job, 10m and 32Mi a helper.
    const hard = quota((environment) => blueGreen(environment));
    expect(hard).toMatchObject({ pods: '17', 'requests.cpu': '1290m', 'requests.memory': '3328Mi' });
  });

  test('has room for two of one that rolls', () => {
    expect(quota((environment) => web(environment)).pods).toBe('12');
  });

  test('has no room for a smoke test that there is not', () => {
    expect(quota((environment) => blueGreen(environment, { analysis: {} })).pods).toBe('16');
  });

  test('counts a fixed number of pods as well', () => {
    expect(quota((environment) => blueGreen(environment, { analysis: {}, replicas: 2 })).pods).toBe('10');
  });

  test('has room for one pod of a Job of a release', () => {
    const job = { name: 'migrate', uses: [], deadlineSeconds: 60, resources };
    const hard = quota((environment) => new ReleaseJob(web(environment), 'Migrate', job));
    expect(hard.pods).toBe('13');
  });
});

describe('the connections of a database', () => {
  const withPool = (props: Partial<WebServiceProps>) =>
    connections((environment, { connection }) => web(environment, { uses: [connection.withPool(5)], ...props }));

  test('are enough for as many revisions as a release runs side by side', () => {
    const spare = connections(() => {});
    expect(withPool({ release: 'rolling' }) - spare).toBe(5 * 4 * 2);
    expect(withPool({ release: 'blueGreen' }) - spare).toBe(5 * 4 * 3);
    expect(withPool({ release: 'blueGreen', replicas: 1 }) - spare).toBe(5 * 3);
  });

  test('count a Job of a release once: it never runs beside itself', () => {
    const withJob = (pool: number) =>
      connections((environment, { connection }) => {
        const service = web(environment, { uses: [connection.withPool(5)] });
        const job = { name: 'migrate', uses: [connection.withPool(pool)], deadlineSeconds: 60, resources };
        new ReleaseJob(service, 'Migrate', job);
      });
    expect(withJob(1) - withPool({})).toBe(1);
    expect(withJob(7) - withPool({})).toBe(7);
  });

  test('are refused if a third revision would not get any', () => {
    const refusals = (release: 'rolling' | 'blueGreen') => {
      const environment = judgedShop();
      // 83 for 2 x 4 x 10, and 3 for administrators.
      const { connection } = postgres(environment, { maxConnections: 83 });
      web(environment, { uses: [connection], release });
      return mistakes(environment);
    };
    expect(refusals('rolling')).toEqual([]);
    expect(refusals('blueGreen')).toEqual([
      'Shop/shop-db/StatefulSet: StatefulSet shop-db leaves 80 of its max_connections 83 to clients, which may open 120 ' +
        '(Shop/shop-web: 10 x 4 replicas x 3); raise max_connections or lower a pool',
    ]);
  });
});
