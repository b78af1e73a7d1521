import type { Construct } from 'constructs';
import { Environment } from '../environment/environment.ts';
import type { TierProps } from '../environment/tier-props.ts';
import {
  RedisExporter,
  redisExporterKeys,
  redisExporterPasswords,
  redisExporterUser,
} from '../exporters/redis-exporter.ts';
import { parseQuantity } from '../kubernetes/quantity.ts';
import type { Resources } from '../kubernetes/resources.ts';
import type { Connection } from '../network/connection.ts';
import type { DerivedValue } from '../secrets/secret-source.ts';
import type { Image } from '../workloads/image.ts';
import { StatefulService } from '../workloads/stateful-service.ts';
import type { DataVolume } from '../workloads/stateful-service-props.ts';
import { type EvictionPolicy, redisConf, usersAcl } from './redis-configuration.ts';
import { monitorRedis, type RedisMonitoring } from './redis-monitoring.ts';

/** A Redis server. */
export interface RedisProps extends TierProps {
  /** An image made like the official one, pinned. */
  readonly image: Image;
  /** The volume of the append-only file; three times the memory limit leaves room for it to be rewritten. */
  readonly data: DataVolume;
  /** Resources; `maxmemory` follows from the memory limit. */
  readonly resources: Resources;
  /**
   * What goes when memory is full.
   * @default volatile-lru: keys that were given a time to live go, least recently used first; others never vanish
   */
  readonly evictionPolicy?: EvictionPolicy;
  /**
   * User that clients log in as. It may use all keys, channels and commands but those that administer the server.
   * @default the platform's name
   */
  readonly user?: string;
  /**
   * Image of its Prometheus exporter, made like oliver006/redis_exporter, pinned. It brings the exporter along, with a user
   * that may ask how the server does and sees no key, and the alerts that need it.
   * @default none: only what the cluster itself tells of its pods is watched
   */
  readonly exporter?: Image;
  /**
   * What its alerts compare with.
   * @default thresholds as documented with each alert
   */
  readonly monitoring?: RedisMonitoring;
  /**
   * Prefix of the clients' variables.
   * @default REDIS
   */
  readonly prefix?: string;
}

const port = 6379;
const passwordKey = 'password';
const aclKey = 'users.acl';

/**
 * One Redis server that survives a restart: append-only file on a volume, flushed each second. It makes no claim to be
 * highly available.
 */
export class Redis extends StatefulService {
  /** How clients connect: `<PREFIX>_HOST`, `_PORT`, `_USER` and `_PASSWORD_FILE`. */
  readonly connection: Connection;
  /** Its exporter, if it has one. */
  readonly exporter?: RedisExporter;

  constructor(scope: Construct, id: string, props: RedisProps) {
    const place = `${scope.node.path}/${id}`;
    const user = props.user ?? Environment.of(scope, place).platform;
    const aclFile = `/run/secrets/${props.name}/${aclKey}`;
    super(scope, id, {
      name: props.name,
      component: props.component ?? 'cache',
      image: props.image,
      port,
      portName: 'redis',
      data: { ...props.data, path: '/data' },
      resources: props.resources,
      args: ['redis-server', '/etc/redis/redis.conf'],
      // The image looks for a password in redis.conf and would warn at each start that there is none.
      environment: { SKIP_PASSWORD_WARNING: '1' },
      config: [
        {
          name: 'config',
          path: '/etc/redis',
          files: {
            'redis.conf': redisConf({
              port,
              aclFile,
              memory: parseQuantity(props.resources.memory.limit, `${place}: memory limit`),
              evictionPolicy: props.evictionPolicy ?? 'volatile-lru',
              users: [user, ...(props.exporter ? [redisExporterUser] : [])],
            }),
          },
        },
      ],
      secret: {
        name: props.name,
        keys: [passwordKey, ...(props.exporter ? [redisExporterKeys.password] : [])],
        derived: derivedKeys(props, user),
        files: [{ key: aclKey }],
      },
      probes: probes(),
      // Redis flushes its append-only file on SIGTERM.
      terminationGracePeriodSeconds: 30,
    });
    const prefix = props.prefix ?? 'REDIS';
    this.connection = {
      endpoint: this.endpoint,
      environment: {
        [`${prefix}_HOST`]: this.endpoint.host,
        [`${prefix}_PORT`]: String(port),
        [`${prefix}_USER`]: user,
      },
      credentials: [{ secret: props.name, key: passwordKey, variable: `${prefix}_PASSWORD_FILE` }],
    };
    if (props.exporter !== undefined) {
      this.exporter = new RedisExporter(this, 'Exporter', { image: props.exporter, server: this.endpoint });
    }
    monitorRedis(this, props.monitoring ?? {});
  }
}

/** What is made of the passwords: the access-control file, and the exporter's file. */
function derivedKeys({ name, exporter }: RedisProps, user: string): Readonly<Record<string, DerivedValue>> {
  if (exporter === undefined) return { [aclKey]: (value) => usersAcl(user, value(passwordKey), undefined) };
  return {
    [aclKey]: (value) =>
      usersAcl(user, value(passwordKey), { name: redisExporterUser, password: value(redisExporterKeys.password) }),
    [redisExporterKeys.file]: (value) =>
      redisExporterPasswords({ host: name, port }, value(redisExporterKeys.password)),
  };
}

/** `PING` is all that the server answers without a login, so the probes need no password. */
function probes() {
  const ask = (expected: string) => ({
    command: ['sh', '-c', `timeout 3 redis-cli -h 127.0.0.1 -p ${port} ping | grep -qE '${expected}'`],
    timeoutSeconds: 5,
    checkTimeoutSeconds: 3,
  });
  return {
    // Loading the file takes seconds per gigabyte.
    startup: { ...ask('^PONG'), periodSeconds: 5, failureThreshold: 60 },
    // A server that is loading its data is alive, and so is one whose volume is full: no restart would empty it.
    liveness: { ...ask('^(PONG|LOADING|MISCONF)'), periodSeconds: 15, failureThreshold: 4 },
    readiness: { ...ask('^PONG'), periodSeconds: 5, failureThreshold: 2 },
  };
}
