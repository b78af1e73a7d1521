import { Edge, Environment, Postgres, Redis } from '@arq/constructs';
import type { Construct } from 'constructs';
import { contract as backendContract } from '../../apps/backend/contract.ts';
import type { ArqEnvironment } from './environments/environment.ts';
import type { Images } from './environments/images.ts';
import { edgeName, namespaceOf, platformName } from './names.ts';
import { Backend } from './tiers/backend.ts';
import { Frontend } from './tiers/frontend.ts';

/** The arQ platform in one environment: which tiers exist and who talks to whom. */
export class ArqPlatform extends Environment {
  constructor(scope: Construct, id: string, settings: ArqEnvironment, images: Images) {
    super(scope, id, { platform: platformName, namespace: namespaceOf(settings.name), ...settings });
    const { host, tls, signIn, sizes } = settings;
    const publicUrl = `${'plainHttp' in tls ? 'http' : 'https'}://${host}`;

    const postgres = new Postgres(this, 'Postgres', {
      name: 'arq-postgres',
      image: images.postgres,
      majorVersion: 18,
      ...sizes.postgres,
    });
    const redis = new Redis(this, 'Redis', { name: 'arq-redis', image: images.redis, ...sizes.redis });
    const backend = new Backend(this, 'Backend', {
      image: images.backend,
      database: postgres.connection,
      redis: redis.connection,
      publicUrl,
      signIn,
      ...sizes.backend,
    });
    const frontend = new Frontend(this, 'Frontend', {
      image: images.frontend,
      backend: backend.endpoint,
      publicUrl,
      ...sizes.frontend,
    });
    new Edge(this, 'Edge', {
      name: edgeName,
      host,
      tls,
      routes: [
        { path: '/', to: frontend.endpoint },
        { path: backendContract.paths.api, to: backend.endpoint },
        { path: backendContract.paths.stream, to: backend.endpoint, streams: true },
      ],
    });
  }
}
