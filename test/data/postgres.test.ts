import type { PostgresProps } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { objectOf, objectsOf, postgres, shop } from '../support/fixture.ts';

const emitted = (props: Partial<PostgresProps>) => {
  const environment = shop();
  postgres(environment, props);
  return environment;
};

const variables = (props: Partial<PostgresProps>) => {
  const { spec } = objectOf(emitted(props), 'StatefulSet', 'shop-db').spec.template;
  const list: { name: string; value: string }[] = spec.containers[0].env;
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
};

describe('names of the database and its role', () => {
  test.each<{ props: Partial<PostgresProps>; problem: string }>([
    { props: { database: 'template1' }, problem: 'database: "template1" is a name of PostgreSQL\'s own' },
    { props: { database: 'postgres' }, problem: 'database: "postgres" is a name of PostgreSQL\'s own' },
    { props: { user: 'postgres' }, problem: 'user: "postgres" is a name of PostgreSQL\'s own' },
    { props: { user: 'pg_shop' }, problem: 'user: "pg_shop" is a name of PostgreSQL\'s own' },
    { props: { user: 'public' }, problem: 'user: "public" is a name of PostgreSQL\'s own' },
    { props: { user: 'Shop' }, problem: 'user: "Shop" is no plain PostgreSQL name' },
    { props: { database: 'shop-eu' }, problem: 'database: "shop-eu" is no plain PostgreSQL name' },
  ])('$props are refused', ({ props, problem }) => {
    expect(() => emitted(props)).toThrow(`Shop/shop-db: ${problem}`);
  });

  test('are those of the platform by default, and may be words of SQL', () => {
    expect(() => emitted({ database: 'all', user: 'order' })).not.toThrow();
  });
});

describe('the image', () => {
  test('tells where the data lies, and whether initdb takes settings', () => {
    const { PGDATA: from18, POSTGRES_INITDB_ARGS: settings18 } = variables({ image: 'registry.example/postgres:18.6' });
    expect([from18, settings18]).toEqual(['/var/lib/postgresql/18/docker', '--set=huge_pages=off']);
    const { PGDATA: before18, POSTGRES_INITDB_ARGS: settings15 } = variables({
      image: 'registry.example/postgres:15.9',
    });
    expect([before18, settings15]).toEqual(['/var/lib/postgresql/data/pgdata', undefined]);
  });

  test('has to tell its major version', () => {
    const image = `registry.example/postgres@sha256:${'0'.repeat(64)}` as const;
    expect(() => emitted({ image })).toThrow('does not tell its major version; set majorVersion');
    expect(variables({ image, majorVersion: 18 })).toMatchObject({ PGDATA: '/var/lib/postgresql/18/docker' });
  });
});

describe('maxConnections', () => {
  test.each([0, 3, 20.5])('of %d is refused, as PostgreSQL would not start', (maxConnections) => {
    const problem = `maxConnections ${maxConnections} leaves none beside the 3 for administrators`;
    expect(() => objectsOf(emitted({ maxConnections }))).toThrow(problem);
  });

  test('may be 4', () => {
    expect(() => objectsOf(emitted({ maxConnections: 4 }))).not.toThrow();
  });
});

describe('the probes', () => {
  test('name a role: the pod runs as a user that has no name', () => {
    const { spec } = objectOf(emitted({ user: 'order', database: 'goods' }), 'StatefulSet', 'shop-db').spec.template;
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
      const command = spec.containers[0][probe].exec.command.join(' ');
      expect(command).toContain('pg_isready --quiet --host=127.0.0.1 --port=5432 --username=order --dbname=goods');
    }
  });
});
