import { ConfigurationError } from '../errors.ts';

const mebibyte = 2 ** 20;
const gibibyte = 2 ** 30;
/** Two segments of the write-ahead log: with less of it, PostgreSQL does not start. */
const leastWal = 32 * mebibyte;

/** What the configuration is computed from. */
export interface PostgresSizing {
  /** Memory limit of the container, in bytes. */
  readonly memory: number;
  /** Size of the data volume, in bytes. */
  readonly storage: number;
  /** Connections that are admitted, those for administrators included. */
  readonly maxConnections: number;
  /** Connections that only superusers may take. */
  readonly reservedConnections: number;
  /** Construct path, for messages. */
  readonly place: string;
}

/** Settings, by name. Shared memory may not exceed what the container's limit leaves beside it. */
export function postgresSettings(sizing: PostgresSizing): Readonly<Record<string, string>> {
  const { memory, storage, maxConnections, reservedConnections } = sizing;
  // A quarter for shared buffers, as the manual advises; the page cache, within the same limit, does the rest.
  const sharedBuffers = Math.floor(memory / 4);
  return {
    listen_addresses: quoted('*'),
    unix_socket_directories: quoted('/var/run/postgresql'),
    hba_file: quoted(`${configDirectory}/pg_hba.conf`),
    password_encryption: quoted('scram-sha-256'),
    max_connections: String(maxConnections),
    superuser_reserved_connections: String(reservedConnections),
    shared_buffers: megabytes(sharedBuffers),
    // A pod is given none unless it asks; where a node has some, older container run-times kill what touches them.
    huge_pages: 'off',
    effective_cache_size: megabytes((memory * 3) / 4),
    work_mem: megabytes(workMemory(sizing, sharedBuffers)),
    maintenance_work_mem: megabytes(Math.min(memory / 16, 2 * gibibyte)),
    // Compiling a query takes tens of megabytes in each connection, which no setting limits.
    jit: 'off',
    // Network and solid-state volumes read at random about as fast as in sequence.
    random_page_cost: '1.1',
    effective_io_concurrency: '200',
    checkpoint_completion_target: '0.9',
    // The write-ahead log may use a fifth of the volume before a checkpoint is forced.
    max_wal_size: megabytes(Math.max(leastWal, Math.min(storage / 5, 4 * gibibyte))),
    min_wal_size: megabytes(Math.max(leastWal, Math.min(storage / 20, gibibyte))),
    wal_compression: quoted('lz4'),
    // A transaction that a crashed client left open would hold its locks and keep vacuum from cleaning.
    idle_in_transaction_session_timeout: quoted('60s'),
    // Finds clients that vanished without a word, in about a minute and a half.
    tcp_keepalives_idle: '60',
    tcp_keepalives_interval: '10',
    tcp_keepalives_count: '3',
    client_connection_check_interval: quoted('10s'),
    log_destination: quoted('stderr'),
    logging_collector: 'off',
    log_line_prefix: quoted('%m [%p] %q%u@%d/%a '),
    log_min_duration_statement: quoted('500ms'),
    log_checkpoints: 'on',
    log_lock_waits: 'on',
    log_temp_files: '0',
    log_autovacuum_min_duration: quoted('1s'),
    timezone: quoted('UTC'),
  };
}

/** Directory in the container with the configuration files. */
export const configDirectory = '/etc/postgresql';

/** `postgresql.conf` for a server of this size. */
export function postgresConf(sizing: PostgresSizing): string {
  const settings = Object.entries(postgresSettings(sizing));
  return settings.map(([name, value]) => `${name} = ${value}\n`).join('');
}

/**
 * Who may log in from where: the superuser through the socket within the pod, the application's role over the network,
 * the exporter's to the one database without data, nobody else. Names are quoted because some words, `all` among them, mean more than themselves.
 */
export function pgHba(database: string, user: string, exporter: string | undefined): string {
  return [
    '# TYPE DATABASE USER ADDRESS METHOD',
    'local all postgres scram-sha-256',
    `host "${database}" "${user}" all scram-sha-256`,
    ...(exporter === undefined ? [] : [`host "postgres" "${exporter}" all scram-sha-256`]),
    'host all all all reject',
    '',
  ].join('\n');
}

/**
 * Memory for one sort or hash. Half of what shared buffers leave, over all connections at once; hashes may take twice as
 * much (`hash_mem_multiplier`).
 */
function workMemory({ memory, maxConnections, place }: PostgresSizing, sharedBuffers: number): number {
  const share = (memory - sharedBuffers) / 2 / maxConnections / 2;
  // Each connection is a process of several megabytes even when it is idle.
  if (share >= mebibyte) return Math.min(share, 64 * mebibyte);
  throw new ConfigurationError(
    `${place}: ${maxConnections} connections do not fit into ${Math.round(memory / mebibyte)}Mi of memory; raise the ` +
      'memory limit, or lower the pool sizes or the replicas of its clients',
  );
}

const megabytes = (bytes: number) => `${Math.floor(bytes / mebibyte)}MB`;
const quoted = (text: string) => `'${text}'`;
