import { join } from 'node:path';
import { BlackboxExporter, Edge, Environment, manifestFiles, type PodPeer, Postgres, Redis } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { readImages } from '../../charts/platform/environments/images.ts';
import { staging } from '../../charts/platform/environments/staging.ts';
import { arqMetrics } from '../../charts/platform/monitoring/catalogue/index.ts';
import { runbooks } from '../../charts/platform/names.ts';
import { ArqPlatform } from '../../charts/platform/platform.ts';
import { Backend } from '../../charts/platform/tiers/backend.ts';
import { Frontend } from '../../charts/platform/tiers/frontend.ts';

const images = readImages(join(process.cwd(), 'charts/platform/environments/images'), 'staging');
const publicUrl = `https://${staging.host}`;

function yamlOf(build: (app: App) => void) {
  const app = new App();
  build(app);
  return Object.fromEntries(manifestFiles(app, 'test'));
}

const asItStands = yamlOf((app) => new ArqPlatform(app, 'staging', staging, images));

describe('the YAML of the platform', () => {
  test('does not change with the ids of constructs, their place in the tree or their order', () => {
    const rearranged = yamlOf((app) => {
      const elsewhere = new Construct(app, 'Moved');
      const environment = new Environment(elsewhere, 'Renamed', {
        platform: 'arq',
        ...staging,
        monitoring: { ...staging.monitoring, runbooks, metrics: arqMetrics },
      });
      const services = new Construct(environment, 'AnotherFile');
      const data = new Construct(environment, 'DataTiers');
      const redis = new Redis(data, 'Cache', {
        name: 'arq-redis',
        image: images.redis,
        exporter: images.redisExporter,
        ...staging.sizes.redis,
      });
      const postgres = new Postgres(data, 'Db', {
        name: 'arq-postgres',
        image: images.postgres,
        exporter: images.postgresExporter,
        monitoring: { backup: { cronJob: staging.backupCronJob as string } },
        ...staging.sizes.postgres,
      });
      const backend = new Backend(services, 'Api', {
        image: images.backend,
        database: postgres.connection,
        redis: redis.connection,
        publicUrl,
        signIn: staging.signIn,
        release: staging.release,
        ...staging.sizes.backend,
      });
      backend.admitAlerts(staging.monitoring?.alertmanager as PodPeer);
      const blackbox = new BlackboxExporter(data, 'Pages', {
        name: 'arq-blackbox-exporter',
        image: images.blackboxExporter,
      });
      const frontend = new Frontend(services, 'Pages', {
        image: images.frontend,
        backend: backend.endpoint,
        publicUrl,
        release: staging.release,
        smokeTestImage: images.backend,
        blackbox,
        ...staging.sizes.frontend,
      });
      new Edge(services, 'WayIn', {
        name: 'arq',
        host: staging.host,
        tls: staging.tls,
        probe: { by: blackbox, path: '/health' },
        routes: [
          { path: '/api', to: backend.endpoint },
          { path: '/api/v1/status/stream', to: backend.endpoint, streams: true },
          { path: '/', to: frontend.endpoint },
        ],
      });
    });
    expect(rearranged).toEqual(asItStands);
  });

  test('differs between staging and production in size, hosts and images only', async () => {
    const { production } = await import('../../charts/platform/environments/production.ts');
    const sameSize = { ...production, sizes: staging.sizes, host: staging.host };
    const named = (text: string) => text.replaceAll('production', 'staging');
    const productionFiles = yamlOf((app) => new ArqPlatform(app, 'production', sameSize, images));
    const renamed = Object.fromEntries(
      Object.entries(productionFiles).map(([path, text]) => [named(path), withoutHashes(named(text))]),
    );
    const expected = Object.fromEntries(Object.entries(asItStands).map(([path, text]) => [path, withoutHashes(text)]));
    expect(renamed).toEqual(expected);
  });
});

/** NODE_ENV is `production` everywhere, so the replacement above changes a ConfigMap's content and with it its hash. */
function withoutHashes(text: string): string {
  return text
    .replaceAll(/-[0-9a-f]{10}$/gm, '')
    .replaceAll('NODE_ENV: production', 'NODE_ENV: staging')
    .replaceAll(/(- name: NODE_ENV\n +value: )production/g, '$1staging');
}
