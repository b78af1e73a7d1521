/** What Redis may drop when memory is full, https://redis.io/docs/latest/develop/reference/eviction/. */
export type EvictionPolicy =
  | 'noeviction'
  | 'allkeys-lru'
  | 'allkeys-lfu'
  | 'allkeys-random'
  | 'volatile-lru'
  | 'volatile-lfu'
  | 'volatile-random'
  | 'volatile-ttl';

/** What the configuration is computed from. */
export interface RedisSizing {
  readonly port: number;
  /** Path of the access-control file in the container. */
  readonly aclFile: string;
  /** Memory limit of the container, in bytes. */
  readonly memory: number;
  readonly evictionPolicy: EvictionPolicy;
  /** Users of the access-control file. */
  readonly users: readonly string[];
}

/**
 * Part of the memory limit that data may take. Rewriting the append-only file forks; under heavy writing all pages exist
 * twice before it is done, and buffers and fragmentation come on top.
 */
const dataShare = 0.4;

/** `redis.conf` for a server of this size. */
export function redisConf({ port, aclFile, memory, evictionPolicy, users }: RedisSizing): string {
  const settings = {
    bind: '* -::*',
    // Protected mode is for servers without access control; this one has it.
    'protected-mode': 'no',
    port: String(port),
    aclfile: aclFile,
    dir: '/data',
    appendonly: 'yes',
    appendfsync: 'everysec',
    'aof-use-rdb-preamble': 'yes',
    // The append-only file is the copy that counts; snapshots beside it would only fork more often.
    save: '""',
    maxmemory: `${Math.floor((memory * dataShare) / 2 ** 20)}mb`,
    'maxmemory-policy': evictionPolicy,
    'lazyfree-lazy-eviction': 'yes',
    'lazyfree-lazy-expire': 'yes',
    // Finds clients that vanished without a word.
    'tcp-keepalive': '60',
    loglevel: 'notice',
    logfile: '""',
  };
  // Redis reads the access-control file when it starts: another user is another configuration, and restarts the pod.
  const head = `# Users: ${users.join(', ')}\n`;
  return head.concat(...Object.entries(settings).map(([name, value]) => `${name} ${value}\n`));
}

/** A user of the exporter and its password. */
export interface ExporterUser {
  readonly name: string;
  readonly password: string;
}

/**
 * The access-control file: strangers may only `PING`, for the probes; the application's user may do everything but
 * administer the server; the exporter may ask how the server does, and sees no key. White space ends a password.
 */
export function usersAcl(user: string, password: string, exporter: ExporterUser | undefined): string {
  return [
    'user default on nopass resetkeys resetchannels -@all +ping',
    `user ${user} on >${password} ~* &* +@all -@admin -@dangerous +info`,
    ...(exporter
      ? [
          `user ${exporter.name} on >${exporter.password} resetkeys resetchannels -@all +ping +info +client|setname ` +
            '+slowlog|len +slowlog|get +latency|latest +latency|histogram',
        ]
      : []),
    '',
  ].join('\n');
}
