import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { contract as backend } from '../../apps/backend/contract.ts';
import { variables } from '../../apps/backend/src/config/variables.ts';
import { contract as frontend } from '../../apps/frontend/contract.ts';
import { createRoleScript } from '../../charts/constructs/data/postgres-role.ts';
import { usersAcl } from '../../charts/constructs/data/redis-configuration.ts';
import { postgresExporterRole } from '../../charts/constructs/exporters/postgres-exporter.ts';
import { redisExporterUser } from '../../charts/constructs/exporters/redis-exporter.ts';
import { compose, composeText, type Service, service, services } from './compose.ts';

const secrets = [
  'POSTGRES_SUPERUSER_PASSWORD',
  'POSTGRES_PASSWORD',
  'REDIS_PASSWORD',
  'POSTGRES_EXPORTER_PASSWORD',
  'REDIS_EXPORTER_PASSWORD',
  'GRAFANA_ADMIN_PASSWORD',
  'SESSION_SECRET',
  'ALERTS_TOKEN',
];
const monitoring = [
  'alertmanager',
  'blackbox-exporter',
  'grafana',
  'node-exporter',
  'postgres-exporter',
  'prometheus',
  'redis-exporter',
];
const images = JSON.parse(readFileSync('charts/platform/environments/images/production.json', 'utf8'));
const namesIn = (text: string) => [...text.matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name);

describe('docker-compose.yml', () => {
  it('runs the tiers of the platform and the migrations, and what watches them if that is asked for', () => {
    const named = (isWanted: (one: Service) => boolean) =>
      services
        .filter(([, one]) => isWanted(one))
        .map(([name]) => name)
        .sort();
    expect(named(({ profiles }) => profiles === undefined)).toEqual([
      'backend',
      'frontend',
      'migrate',
      'postgres',
      'redis',
    ]);
    expect(named(({ profiles }) => profiles !== undefined)).toEqual(monitoring);
    for (const name of monitoring) expect(service(name).profiles).toEqual(['monitoring']);
  });

  it.each([
    ['backend', backend],
    ['frontend', frontend],
  ] as const)('uses ports, paths and times of the contract of the %s', (name, contract) => {
    const { environment, ports, healthcheck, stop_grace_period } = service(name);
    expect(environment['PORT']).toBe(String(contract.port));
    expect(environment['METRICS_PORT']).toBe(String(contract.metricsPort));
    expect(ports).toEqual([`127.0.0.1:\${${name.toUpperCase()}_PORT:-${contract.port}}:${contract.port}`]);
    expect(healthcheck?.test.join(' ')).toContain(`http://127.0.0.1:${contract.port}${contract.paths.readiness}'`);
    expect(healthcheck?.test[1]).toBe(contract.sleepCommand(1)[0]);
    expect(parseInt(healthcheck?.timeout ?? '', 10)).toBeGreaterThan(contract.timeouts.readinessSeconds);
    expect(parseInt(stop_grace_period ?? '', 10)).toBeGreaterThan(contract.timeouts.drainSeconds);
  });

  it('lets the frontend find the backend', () => {
    expect(service('frontend').environment['BACKEND_URL']).toBe(`http://backend:${backend.port}`);
    expect(service('frontend').environment['PUBLIC_URL']).toBe(service('backend').environment['PUBLIC_URL']);
  });

  it('sets only what the programs read', () => {
    for (const name of ['backend', 'migrate']) {
      const unknown = Object.keys(service(name).environment).filter((variable) => !Object.hasOwn(variables, variable));
      expect({ name, unknown }).toEqual({ name, unknown: [] });
    }
    const known: string[] = ['NODE_ENV', ...Object.values(frontend.variables)];
    expect(Object.keys(service('frontend').environment).filter((variable) => !known.includes(variable))).toEqual([]);
  });

  it('runs the images of production', () => {
    expect(service('postgres').image).toBe(images.postgres);
    expect(service('redis').image).toBe(images.redis);
    expect(service('postgres-exporter').image).toBe(images.postgresExporter);
    expect(service('redis-exporter').image).toBe(images.redisExporter);
    expect(service('blackbox-exporter').image).toBe(images.blackboxExporter);
    for (const name of ['backend', 'frontend', 'migrate']) {
      const app = name === 'migrate' ? 'backend' : name;
      expect(service(name).build).toMatchObject({ context: '.', dockerfile: `apps/${app}/Dockerfile` });
      expect(Object.keys(service(name).build?.args ?? {})).toEqual(['VERSION', 'COMMIT']);
    }
  });

  it('names the version of every other image', () => {
    for (const [name, { image }] of services) {
      if (!image.startsWith('arq-'))
        expect({ name, image }).toEqual({ name, image: expect.stringMatching(/:v?\d+\.\d/) });
    }
  });

  it.each(['backend', 'frontend', 'migrate'])('runs %s as its image is made', (name) => {
    const { build, user, command = [], healthcheck } = service(name);
    const dockerfile = readFileSync(build?.dockerfile ?? '', 'utf8');
    expect(dockerfile).toContain(`\nUSER ${user}\n`);
    const node = /^ENTRYPOINT \["(.+)"\]$/m.exec(dockerfile)?.[1];
    if (healthcheck) expect(healthcheck.test[1]).toBe(node);
    // Programs lie in the image as they do in the checkout.
    if (command.length > 0) expect(dockerfile).toContain(`/build ${command[0]?.split('/')[0]}\n`);
    for (const argument of Object.keys(build?.args ?? {})) expect(dockerfile).toContain(`\nARG ${argument}=`);
  });

  it.each(services)('hardens %s', (_, one) => {
    expect(one).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    expect(Number(one.user?.split(':')[0])).toBeGreaterThan(0);
    expect({ mem: one.mem_limit, cpus: one.cpus, pids: one.pids_limit }).toEqual({
      mem: expect.stringMatching(/^\d+m$/),
      cpus: expect.any(Number),
      pids: expect.any(Number),
    });
    for (const key of ['privileged', 'cap_add', 'network_mode', 'pid']) expect(one).not.toHaveProperty(key);
    // Volumes by name: of this machine nothing is mounted but files of the repository, read-only.
    for (const volume of one.volumes ?? [])
      expect(volume).toMatch(/^[a-z]+:\/|^\.\/dev\/compose\/[\w./-]+:\/[^:]+:ro,z$/);
  });

  it.each(['docker-compose.yml', 'docker-compose.override.yml.example'])(
    '%s publishes nothing beyond this machine',
    (path) => {
      const { services: all } = parse(readFileSync(path, 'utf8'), { merge: true });
      const ports = (Object.values(all) as { ports?: string[] }[]).flatMap((one) => one.ports ?? []);
      expect(ports.length).toBeGreaterThan(0);
      expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
    },
  );

  it('lets only the backend, the migrations and the exporters reach the data', () => {
    const members = (network: string) =>
      services.filter(([, { networks }]) => networks.includes(network)).map(([name]) => name);
    const exporters = ['postgres-exporter', 'redis-exporter'];
    expect(members('data').sort()).toEqual(['backend', 'migrate', 'postgres', ...exporters, 'redis'].sort());
    // What scrapes, what delivers alerts and what fetches pages.
    const watchers = ['alertmanager', 'blackbox-exporter', 'prometheus'];
    expect(members('edge').sort()).toEqual([...watchers, 'backend', 'frontend'].sort());
    expect(members('monitoring').sort()).toEqual(monitoring);
    expect(compose.networks['data']?.internal).toBe(true);
    expect(service('postgres')).not.toHaveProperty('ports');
    expect(service('redis')).not.toHaveProperty('ports');
  });

  it('starts each tier when what it needs is healthy', () => {
    const needs = (name: string) => service(name).depends_on;
    const healthy = { condition: 'service_healthy' };
    expect(needs('frontend')).toEqual({ backend: healthy });
    expect(needs('backend')).toEqual({
      postgres: healthy,
      redis: healthy,
      migrate: { condition: 'service_completed_successfully' },
    });
    expect(needs('migrate')).toEqual({ postgres: healthy });
    const checked = services.filter(([, one]) => one.healthcheck).map(([name]) => name);
    // In the image of redis_exporter there is nothing but the program.
    const watched = monitoring.filter((name) => name !== 'redis-exporter');
    expect(checked.sort()).toEqual([...watched, 'backend', 'frontend', 'postgres', 'redis'].sort());
  });

  it('has no secret without a value of its own', () => {
    const references = [...composeText.matchAll(/\$\{(\w+)([^}]*)\}/g)];
    const required = references.filter(([, , rest]) => rest?.startsWith(':?'));
    expect(new Set(required.map(([, name]) => name))).toEqual(new Set(secrets));
    for (const [, name, rest] of required) {
      expect(rest).toBe(`:?${name} is not set; run 'npm run env', which writes .env with random secrets`);
    }
    for (const [name, { environment }] of services) {
      const literal = Object.entries(environment).filter(
        ([variable, value]) => /PASSWORD|SECRET|TOKEN/.test(variable) && !/^\$\{\w+:(\?|-\})/.test(value),
      );
      expect({ name, literal }).toEqual({ name, literal: [] });
    }
  });

  it('gives PostgreSQL the roles that it has in the cluster', () => {
    const { environment, volumes = [] } = service('postgres');
    expect(environment).toMatchObject({ POSTGRES_USER: 'postgres', POSTGRES_DB: 'postgres' });
    expect(environment['POSTGRES_PASSWORD']).toContain('${POSTGRES_SUPERUSER_PASSWORD:?');
    for (const name of ['backend', 'migrate']) {
      const { DATABASE_USER, DATABASE_NAME, DATABASE_PASSWORD } = service(name).environment;
      expect([DATABASE_USER, DATABASE_NAME]).toEqual(['arq', 'arq']);
      expect(DATABASE_PASSWORD).toBe(environment['ROLE_PASSWORD']);
    }
    const [path = '', target] = volumes.find((volume) => volume.startsWith('./'))?.split(':') ?? [];
    expect(target).toBe('/docker-entrypoint-initdb.d/10-role.sh');
    // Anybody: the image's user is none of this machine's.
    expect(statSync(path).mode & 0o555).toBe(0o555);
    const sql = (script: string) =>
      script
        .split("<<'SQL'\n")[1]
        ?.split('SQL\n')[0]
        ?.replaceAll(/^\\.*password.*$/gm, '');
    const text = readFileSync(path, 'utf8');
    expect(sql(text)).toBe(sql(createRoleScript('arq', 'arq', postgresExporterRole)));
    const { DATA_SOURCE_USER, DATA_SOURCE_PASS } = service('postgres-exporter').environment;
    expect(DATA_SOURCE_USER).toBe(postgresExporterRole);
    expect(DATA_SOURCE_PASS).toBe(environment['EXPORTER_PASSWORD']);
    // The variables stand for the files of the cluster, in the same order.
    expect([...text.matchAll(/^\\getenv password (\w+)$/gm)].map(([, name]) => name)).toEqual([
      'ROLE_PASSWORD',
      'EXPORTER_PASSWORD',
    ]);
  });

  it('gives Redis the users that it has in the cluster', () => {
    const script = service('redis').command?.[0]?.replaceAll('$$', '$') ?? '';
    const folder = mkdtempSync(join(tmpdir(), 'arq-redis-'));
    const local = script.replaceAll('/run/redis', folder).replace(/exec redis-server[\s\S]*/, 'env');
    const env = { PATH: process.env.PATH ?? '', REDIS_PASSWORD: 'a%s$b', EXPORTER_PASSWORD: 'c%d$e' };
    const { stdout, status } = spawnSync('sh', ['-euc', local], { env, encoding: 'utf8' });
    expect(status).toBe(0);
    expect(readFileSync(join(folder, 'users.acl'), 'utf8')).toBe(
      usersAcl('arq', 'a%s$b', { name: redisExporterUser, password: 'c%d$e' }),
    );
    expect(statSync(join(folder, 'users.acl')).mode & 0o777).toBe(0o600);
    // The server need not carry it in its environment.
    expect(stdout).not.toContain('PASSWORD');
    rmSync(folder, { recursive: true });
    const { REDIS_USER, REDIS_PASSWORD } = service('redis-exporter').environment;
    expect(REDIS_USER).toBe(redisExporterUser);
    expect(REDIS_PASSWORD).toBe(service('redis').environment['EXPORTER_PASSWORD']);
  });

  it('names every variable in its example, which gives no secret', () => {
    const example = readFileSync('.env.docker.example', 'utf8');
    const used = [...new Set([...composeText.matchAll(/\$\{(\w+)/g)].map(([, name]) => name))];
    expect(namesIn(example).sort()).toEqual(used.sort());
    for (const name of [...secrets, 'OIDC_CLIENT_SECRET']) expect(example).toMatch(new RegExp(`^${name}=$`, 'm'));
  });
});

describe('The examples of the programs', () => {
  /** May be read from a file instead; not what people type. */
  const expected: Record<string, string[]> = {
    backend: Object.entries(variables).map(([name]) => name),
    frontend: ['NODE_ENV', ...Object.values(frontend.variables)],
  };

  it.each(['backend', 'frontend'])('apps/%s/.env.example names every variable, with a comment', (name) => {
    const text = readFileSync(`apps/${name}/.env.example`, 'utf8');
    expect([...namesIn(text)].sort()).toEqual([...(expected[name] ?? [])].sort());
    for (const block of text.trim().split('\n\n').slice(1))
      expect(block).toMatch(/^# .+\n(# .*\n)*(# )?[A-Z][A-Z0-9_]+=/);
  });

  it('gives no secret', () => {
    const text = readFileSync('apps/backend/.env.example', 'utf8');
    const names = Object.entries(variables).flatMap(([name, one]) => ('secret' in one && one.secret ? [name] : []));
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) expect(text).toMatch(new RegExp(`^(# )?${name}=$`, 'm'));
  });
});
