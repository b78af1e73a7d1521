import { type PostgresProps, ReleaseJob } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { JsonPatch } from 'cdk8s';
import { blueGreen, judgedShop, mistakes, postgres, resources, shop, web } from '../support/fixture.ts';

/** A shop whose web tier, at its largest, may open 4 x 10 connections, and twice that during a release. */
function shopWith(props: Partial<PostgresProps>) {
  const environment = shop();
  const database = postgres(environment, props);
  web(environment, { uses: [database.connection] });
  return { environment, database };
}

const refusal = (available: number, admitted: number) =>
  `Shop/shop-db/StatefulSet: StatefulSet shop-db leaves ${available} of its max_connections ${admitted} to clients, ` +
  'which may open 80 (Shop/shop-web: 10 x 4 replicas x 2); raise max_connections or lower a pool';

describe('a database that admits fewer connections than its clients may open', () => {
  test('is refused if maxConnections is one too low', () => {
    expect(mistakes(shopWith({ maxConnections: 82 }).environment)).toEqual([refusal(79, 82)]);
  });

  test('is fine if maxConnections is exactly enough for the clients and 3 administrators', () => {
    expect(mistakes(shopWith({ maxConnections: 83 }).environment)).toEqual([]);
  });

  test('is fine by default', () => {
    expect(mistakes(shopWith({}).environment)).toEqual([]);
  });

  test('is refused with every client, each at its largest', () => {
    const environment = shop();
    const { connection } = postgres(environment, { maxConnections: 100 });
    web(environment, { uses: [connection.withPool(15)] });
    web(environment, { name: 'shop-orders', replicas: 1, uses: [connection] });
    expect(mistakes(environment)).toEqual([
      'Shop/shop-db/StatefulSet: StatefulSet shop-db leaves 97 of its max_connections 100 to clients, which may open 140 ' +
        '(Shop/shop-web: 15 x 4 replicas x 2, Shop/shop-orders: 10 x 1 replicas x 2); raise max_connections or lower a pool',
    ]);
  });

  test('is refused with every client, each with the revisions that its release runs side by side', () => {
    const environment = judgedShop();
    const { connection } = postgres(environment, { maxConnections: 100 });
    const service = blueGreen(environment, { uses: [connection] });
    new ReleaseJob(service, 'Migrate', {
      name: 'migrate',
      uses: [connection.withPool(1)],
      deadlineSeconds: 60,
      resources,
    });
    expect(mistakes(environment)).toEqual([
      'Shop/shop-db/StatefulSet: StatefulSet shop-db leaves 97 of its max_connections 100 to clients, which may open 121 ' +
        '(Shop/shop-web: 10 x 4 replicas x 3, Shop/shop-web/Migrate: 1 x 1 replicas x 1); raise max_connections or lower a ' +
        'pool',
    ]);
  });

  test('is fine if a pool is lowered instead', () => {
    const environment = shop();
    const { connection } = postgres(environment, { maxConnections: 43 });
    web(environment, { uses: [connection.withPool(5)] });
    expect(mistakes(environment)).toEqual([]);
  });

  test('is fine without clients', () => {
    const environment = shop();
    postgres(environment, { maxConnections: 10 });
    expect(mistakes(environment)).toEqual([]);
  });
});

describe('a setting that takes connections away', () => {
  test.each<{ settings: Record<string, string>; available: number; admitted: number }>([
    { settings: { max_connections: '50' }, available: 47, admitted: 50 },
    { settings: { max_connections: "'50'" }, available: 47, admitted: 50 },
    // PostgreSQL does not care for the case of a name.
    { settings: { MAX_CONNECTIONS: '50' }, available: 47, admitted: 50 },
    { settings: { superuser_reserved_connections: '20' }, available: 73, admitted: 93 },
    { settings: { reserved_connections: '30' }, available: 60, admitted: 93 },
  ])('is refused: $settings', ({ settings, available, admitted }) => {
    expect(mistakes(shopWith({ settings }).environment)).toEqual([refusal(available, admitted)]);
  });

  test.each<{ settings: Record<string, string> }>([
    { settings: { max_connections: '200' } },
    { settings: { superuser_reserved_connections: '13' } },
    { settings: { max_locks_per_transaction: '10' } },
  ])('is fine if enough remain: $settings', ({ settings }) => {
    expect(mistakes(shopWith({ settings }).environment)).toEqual([]);
  });
});

describe('a patch that takes connections away', () => {
  const file = { kind: 'ConfigMap', name: 'shop-db-config' };
  const patched = (content: string) => {
    const { environment, database } = shopWith({});
    database.patch(file, JsonPatch.replace('/data/postgresql.conf', content));
    return mistakes(environment);
  };

  test.each([
    { content: 'max_connections = 40\n', available: 37, admitted: 40 },
    // PostgreSQL takes the last of several lines, and the "=" may be left out.
    { content: 'max_connections = 400\n  max_connections 40\n', available: 37, admitted: 40 },
    { content: '#max_connections = 400\nmax_connections = 40 # for now\n', available: 37, admitted: 40 },
  ])('is refused in the file: $content', ({ content, available, admitted }) => {
    expect(patched(content)).toEqual([refusal(available, admitted)]);
  });

  test('cannot be judged where the file comes from elsewhere', () => {
    const { environment, database } = shopWith({ maxConnections: 40 });
    environment.assumeExisting('ConfigMap', 'corporate');
    const volumes = [
      { name: 'tmp', emptyDir: {} },
      { name: 'etc-postgresql', configMap: { name: 'corporate' } },
    ];
    database.patch({ kind: 'StatefulSet' }, JsonPatch.replace('/spec/template/spec/volumes', volumes));
    expect(mistakes(environment)).toEqual([]);
  });

  test('is fine in the file if 100, the default of PostgreSQL, are enough', () => {
    expect(patched("listen_addresses = '*'\n")).toEqual([]);
  });

  test('is refused in the file if 100, the default of PostgreSQL, are not enough', () => {
    expect(patched('superuser_reserved_connections = 21\n')).toEqual([refusal(79, 100)]);
  });

  test.each([['-c', 'max_connections=40'], ['--max_connections=40'], ['-cmax_connections=40']])(
    'is refused among the arguments, which PostgreSQL prefers to the file: %s',
    (...args) => {
      const { environment, database } = shopWith({});
      const patches = args.map((arg) => JsonPatch.add('/spec/template/spec/containers/0/args/-', arg));
      database.patch({ kind: 'StatefulSet' }, ...patches);
      expect(mistakes(environment)).toEqual([refusal(37, 40)]);
    },
  );
});
