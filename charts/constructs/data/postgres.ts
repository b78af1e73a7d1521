import type { Construct } from 'constructs';
import { Environment } from '../environment/environment.ts';
import type { TierProps } from '../environment/tier-props.ts';
import { ConfigurationError } from '../errors.ts';
import { PostgresExporter, postgresExporterPasswordKey, postgresExporterRole } from '../exporters/postgres-exporter.ts';
import { type ClientConnections, connectionsOf } from '../kubernetes/declared-facts.ts';
import { parseQuantity } from '../kubernetes/quantity.ts';
import type { Resources } from '../kubernetes/resources.ts';
import { type Image, parseImage } from '../workloads/image.ts';
import { StatefulService } from '../workloads/stateful-service.ts';
import type { DataVolume } from '../workloads/stateful-service-props.ts';
import { type Database, DatabaseConnection } from './database.ts';
import { configDirectory, pgHba, postgresConf } from './postgres-configuration.ts';
import { monitorPostgres, type PostgresMonitoring } from './postgres-monitoring.ts';
import { createRoleScript, ownDatabases, ownRoles, requireIdentifier } from './postgres-role.ts';

/** A PostgreSQL server. */
export interface PostgresProps extends TierProps {
  /** An image made like the official one, pinned. */
  readonly image: Image;
  /**
   * Major version, on which the paths in the image depend. A server reads only the data of its own major version: to change
   * it, dump the databases, start the new version on a new volume, and restore.
   * @default the number that the image's tag begins with; an image without a tag needs it
   */
  readonly majorVersion?: number;
  /** The volume. */
  readonly data: DataVolume;
  /** Resources; buffers and caches follow from the memory limit. */
  readonly resources: Resources;
  /**
   * Database that is created at the first start.
   * @default the platform's name
   */
  readonly database?: string;
  /**
   * Role that owns it and that clients log in as; it is no superuser.
   * @default the platform's name
   */
  readonly user?: string;
  /**
   * Connections to admit. A change restarts the server; pin it where replicas and pools change often.
   * @default what all clients need at their largest, as often as a release runs revisions of them side by side, and 10
   *   for administrators, migrations, backups and exporters
   */
  readonly maxConnections?: number;
  /**
   * Image of its Prometheus exporter, made like that of prometheus-community, pinned. It brings the exporter along, with a
   * role that reads statistics and no table, and the alerts that need it. A server whose volume exists already needs the
   * init script run again, for the role.
   * @default none: only what the cluster itself tells of its pods is watched
   */
  readonly exporter?: Image;
  /**
   * What its alerts compare with, and which backup they expect.
   * @default thresholds as documented with each alert, no backup
   */
  readonly monitoring?: PostgresMonitoring;
  /**
   * The server's own settings, added to or replacing the tuned ones in `postgresql.conf`.
   * @default none
   */
  readonly settings?: Readonly<Record<string, string>>;
}

const port = 5432;
/** Connections that ordinary roles cannot take: how an administrator gets in when a client has taken the rest. */
const reserved = 3;
/** Connections beside those of the declared clients. */
const maintenance = 10;
const passwordKey = 'password';
const superuserPasswordKey = 'superuser-password';

/**
 * One PostgreSQL server on a volume of its own, configured for its size and its clients. It makes no claim to be highly
 * available: if its node is lost, Kubernetes starts it again on another one, with the same volume.
 */
export class Postgres extends StatefulService implements Database {
  readonly connection: DatabaseConnection;
  /** Its exporter, if it has one. */
  readonly exporter?: PostgresExporter;

  constructor(scope: Construct, id: string, props: PostgresProps) {
    const place = `${scope.node.path}/${id}`;
    const clients: ClientConnections[] = [];
    const image = imageOf(props, place);
    const names = namesOf(props, Environment.of(scope, place).platform, place);
    const exporterRole = props.exporter === undefined ? undefined : postgresExporterRole;
    super(scope, id, {
      name: props.name,
      component: props.component ?? 'database',
      image: props.image,
      port,
      portName: 'postgres',
      data: { ...props.data, path: image.volume },
      resources: props.resources,
      args: ['postgres', '-c', `config_file=${configDirectory}/postgresql.conf`],
      environment: { PGDATA: image.data, POSTGRES_USER: 'postgres', POSTGRES_DB: 'postgres', ...image.environment },
      config: [
        {
          name: 'config',
          path: configDirectory,
          files: () => ({
            'postgresql.conf': configuration(props, clients, place),
            'pg_hba.conf': pgHba(names.database, names.user, exporterRole),
          }),
        },
        {
          name: 'init',
          path: '/docker-entrypoint-initdb.d',
          files: { '10-role.sh': createRoleScript(names.database, names.user, exporterRole) },
          executable: true,
        },
      ],
      secret: {
        name: props.name,
        keys: [passwordKey, superuserPasswordKey, ...(exporterRole ? [postgresExporterPasswordKey] : [])],
        files: [
          { key: passwordKey, variable: 'ROLE_PASSWORD_FILE' },
          { key: superuserPasswordKey, variable: 'POSTGRES_PASSWORD_FILE' },
          ...(exporterRole ? [{ key: postgresExporterPasswordKey, variable: 'EXPORTER_PASSWORD_FILE' }] : []),
        ],
      },
      scratch: [
        { path: '/tmp', sizeLimit: '64Mi' },
        { path: '/var/run/postgresql', sizeLimit: '1Mi' },
        // Parallel queries share memory here; the run-time's own 64 MB are too few for large joins.
        { path: '/dev/shm', sizeLimit: '128Mi', inMemory: true },
      ],
      probes: probes(names),
      // The image stops by SIGINT, PostgreSQL's fast shutdown; the rest is the last checkpoint.
      terminationGracePeriodSeconds: 60,
    });
    this.declareFacts({ probes: probes(names), connections: { clients, reserved } });
    this.connection = new DatabaseConnection({
      endpoint: this.endpoint,
      ...names,
      password: { secret: props.name, key: passwordKey },
      onAttach: (client, poolSize) => clients.push({ ...client, poolSize }),
    });
    if (props.exporter !== undefined) {
      this.exporter = new PostgresExporter(this, 'Exporter', { image: props.exporter, server: this.endpoint });
    }
    monitorPostgres(this, props.monitoring ?? {});
  }
}

function configuration(props: PostgresProps, clients: readonly ClientConnections[], place: string): string {
  const wanted = connectionsOf(clients);
  const maxConnections = props.maxConnections ?? wanted + reserved + maintenance;
  if (!Number.isInteger(maxConnections) || maxConnections <= reserved) {
    throw new ConfigurationError(
      `${place}: maxConnections ${maxConnections} leaves none beside the ${reserved} for administrators, and PostgreSQL ` +
        `would not start; name ${reserved + 1} or more`,
    );
  }
  const tuned = postgresConf({
    memory: parseQuantity(props.resources.memory.limit, place),
    storage: parseQuantity(props.data.size, place),
    maxConnections,
    reservedConnections: reserved,
    place,
  });
  // Of two lines for one setting PostgreSQL takes the last.
  const own = Object.entries(props.settings ?? {}).map(([name, value]) => `${name} = ${value}\n`);
  return tuned + own.join('');
}

function namesOf({ database, user }: PostgresProps, platform: string, place: string) {
  const byDefault = platform.replaceAll('-', '_');
  return {
    database: requireIdentifier(database ?? byDefault, `${place}: database`, ownDatabases),
    user: requireIdentifier(user ?? byDefault, `${place}: user`, ownRoles),
  };
}

/**
 * What depends on the image. From 18 on, images keep each major version in a folder of its own below one volume, and
 * refuse a volume at the old path. The data itself lies in a subdirectory: `fsGroup` widens the permissions of the
 * volume's root, and PostgreSQL insists on 0700.
 */
function imageOf({ image, majorVersion }: PostgresProps, place: string) {
  const major = majorVersion ?? Number(/^\d+/.exec(parseImage(image)?.tag ?? '')?.[0]);
  if (!Number.isInteger(major)) {
    throw new ConfigurationError(`${place}: the image "${image}" does not tell its major version; set majorVersion`);
  }
  if (major < 15) {
    throw new ConfigurationError(`${place}: PostgreSQL ${major} lacks settings that are emitted; use 15 or newer`);
  }
  const paths =
    major >= 18
      ? { volume: '/var/lib/postgresql', data: `/var/lib/postgresql/${major}/docker` }
      : { volume: '/var/lib/postgresql/data', data: '/var/lib/postgresql/data/pgdata' };
  // For initdb, which does not read postgresql.conf; before 16 it takes no settings.
  const environment: Record<string, string> = major >= 16 ? { POSTGRES_INITDB_ARGS: '--set=huge_pages=off' } : {};
  return { ...paths, environment };
}

/**
 * Over TCP: while the image initialises, a temporary server listens on the socket only. The role is named because the
 * pod's user has no name in the image, and `pg_isready` does not even try without one; the application's, because the
 * server would log each time that it rejects another one. Nobody logs in: it hangs up when it is asked for a password.
 */
function probes({ database, user }: { database: string; user: string }) {
  const server = ['--host=127.0.0.1', `--port=${port}`, `--username=${user}`, `--dbname=${database}`];
  const command = ['pg_isready', '--quiet', ...server, '--timeout=3'];
  const probe = { command, timeoutSeconds: 5, checkTimeoutSeconds: 3 };
  // 1 means "not now": a server that recovers from a crash refuses connections, and is alive.
  const alive = ['sh', '-c', `${command.join(' ')}; test $? -le 1`];
  return {
    // Crash recovery replays up to max_wal_size; 10 minutes are ample for it.
    startup: { ...probe, periodSeconds: 5, failureThreshold: 120 },
    // A minute and a half of silence: a restart in the middle of a checkpoint would only cost a recovery.
    liveness: { ...probe, command: alive, periodSeconds: 15, failureThreshold: 6 },
    readiness: { ...probe, periodSeconds: 5, failureThreshold: 2 },
  };
}
