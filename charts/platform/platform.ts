import { BlackboxExporter, Edge, Environment, Postgres, Redis } from '@arq/constructs';
import type { Construct } from 'constructs';
import { contract as backendContract } from '../../apps/backend/contract.ts';
import { contract as frontendContract } from '../../apps/frontend/contract.ts';
import type { ArqEnvironment } from './environments/environment.ts';
import type { Images } from './environments/images.ts';
import { arqMetrics } from './monitoring/catalogue/index.ts';
import { edgeName, namespaceOf, platformName, runbooks } from './names.ts';
import { Backend } from './tiers/backend.ts';
import { Frontend } from './tiers/frontend.ts';

/** The arQ platform in one environment: which tiers exist and who talks to whom. */
export class ArqPlatform extends Environment {
  constructor(scope: Construct, id: string, settings: ArqEnvironment, images: Images) {
    const { host, tls, signIn, sizes, monitoring, release, backupCronJob } = settings;
    super(scope, id, {
      platform: platformName,
      namespace: namespaceOf(settings.name),
      ...settings,
      monitoring: { ...monitoring, runbooks, metrics: arqMetrics },
    });
    const publicUrl = `${'plainHttp' in tls ? 'http' : 'https'}://${host}`;

    const blackbox = new BlackboxExporter(this, 'Blackbox', {
      name: 'arq-blackbox-exporter',
      image: images.blackboxExporter,
    });
    const postgres = new Postgres(this, 'Postgres', {
      name: 'arq-postgres',
      image: images.postgres,
      majorVersion: 18,
      exporter: images.postgresExporter,
      monitoring: backupCronJob === undefined ? {} : { backup: { cronJob: backupCronJob } },
      ...sizes.postgres,
    });
    const redis = new Redis(this, 'Redis', {
      name: 'arq-redis',
      image: images.redis,
      exporter: images.redisExporter,
      ...sizes.redis,
    });
    const backend = new Backend(this, 'Backend', {
      image: images.backend,
      database: postgres.connection,
      redis: redis.connection,
      publicUrl,
      signIn,
      release,
      ...sizes.backend,
    });
    const frontend = new Frontend(this, 'Frontend', {
      image: images.frontend,
      backend: backend.endpoint,
      publicUrl,
      release,
      smokeTestImage: images.backend,
      blackbox,
      ...sizes.frontend,
    });
    if (monitoring) backend.admitAlerts(monitoring.alertmanager);
    new Edge(this, 'Edge', {
      name: edgeName,
      host,
      tls,
      probe: { by: blackbox, path: frontendContract.paths.liveness },
      routes: [
        { path: '/', to: frontend.endpoint },
        { path: backendContract.paths.api, to: backend.endpoint },
        { path: backendContract.paths.stream, to: backend.endpoint, streams: true },
      ],
    });
  }
}
