import { ConfigurationError } from '../errors.ts';
import type { Connection, ConnectionClient, CredentialFile } from '../network/connection.ts';
import type { Endpoint } from '../network/endpoint.ts';

/**
 * A relational database, whatever runs it. Clients depend on the `connection` alone, so that the engine behind it, a
 * StatefulSet here or an operator's cluster elsewhere, can change without them.
 */
export interface Database {
  readonly connection: DatabaseConnection;
}

/** Facts of a database that its clients need. */
export interface DatabaseConnectionProps {
  /** Where it listens. */
  readonly endpoint: Endpoint;
  /** Name of the database. */
  readonly database: string;
  /** Name of the role that clients log in as. */
  readonly user: string;
  /** Secret and key with the role's password. */
  readonly password: Pick<CredentialFile, 'secret' | 'key'>;
  /** Called once for each client. */
  readonly onAttach: (client: ConnectionClient, poolSize: number) => void;
  /** @default DATABASE */
  readonly prefix?: string;
  /** @default 10 */
  readonly poolSize?: number;
}

/**
 * How clients connect to a database: `<PREFIX>_HOST`, `_PORT`, `_NAME`, `_USER`, `_POOL_SIZE` and `_PASSWORD_FILE`.
 */
export class DatabaseConnection implements Connection {
  private readonly props: Required<DatabaseConnectionProps>;

  constructor(props: DatabaseConnectionProps) {
    const { prefix = 'DATABASE', poolSize = 10 } = props;
    if (!Number.isInteger(poolSize) || poolSize < 1) {
      throw new ConfigurationError(
        `${props.endpoint.name}: a pool of ${poolSize} connections is impossible; name 1 or more`,
      );
    }
    this.props = { ...props, prefix, poolSize };
  }

  /**
   * The same for a client with another pool size. It counts towards the server's connection budget for every replica of
   * the client, and the client is told of it.
   * @param size connections per pod, 1 or more; 10 without this call, the default of node-postgres
   */
  withPool(size: number): DatabaseConnection {
    return new DatabaseConnection({ ...this.props, poolSize: size });
  }

  /** The same under another prefix of variables, for a client of two databases. */
  withPrefix(prefix: string): DatabaseConnection {
    return new DatabaseConnection({ ...this.props, prefix });
  }

  get endpoint(): Endpoint {
    return this.props.endpoint;
  }

  get environment(): Readonly<Record<string, string>> {
    const { prefix, endpoint, database, user, poolSize } = this.props;
    return {
      [`${prefix}_HOST`]: endpoint.host,
      [`${prefix}_PORT`]: String(endpoint.port),
      [`${prefix}_NAME`]: database,
      [`${prefix}_USER`]: user,
      [`${prefix}_POOL_SIZE`]: String(poolSize),
    };
  }

  get credentials(): readonly CredentialFile[] {
    return [{ ...this.props.password, variable: `${this.props.prefix}_PASSWORD_FILE` }];
  }

  attach(client: ConnectionClient): void {
    this.props.onAttach(client, this.props.poolSize);
  }
}
