import type { Endpoint } from './endpoint.ts';

/** A Secret's key that a client reads from a file, whose path is in an environment variable. */
export interface CredentialFile {
  /** Name of the Secret. */
  readonly secret: string;
  /** Key within it. */
  readonly key: string;
  /** Variable that holds the file's path, by convention `<SOMETHING>_FILE`. */
  readonly variable: string;
}

/** Who takes a connection. */
export interface ConnectionClient {
  /** Construct path, for messages. */
  readonly path: string;
  /** Pods that may run at most, one revision counted. */
  readonly maximumReplicas: number;
  /** Revisions of it that may run at once. */
  readonly revisions: number;
}

/**
 * All that a client needs to use a tier: where it is, how it is configured and with which credentials. A workload that
 * `uses` it gets the environment, the mounted files, and the network policies on both ends.
 */
export interface Connection {
  /** Where to connect to. */
  readonly endpoint: Endpoint;
  /** Plain configuration: environment variable to value. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * Credentials, always as files: a new value arrives without a restart of the client, and shows in no process listing.
   * The server has to learn of it as well, which is the business of whoever rotates it.
   */
  readonly credentials: readonly CredentialFile[];
  /** Tells the tier about its client, for instance to count its connections. */
  readonly attach?: (client: ConnectionClient) => void;
}

/** What a workload can `use`: a tier's connection, or a bare endpoint that takes no configuration. */
export type Usable = Connection | Endpoint;

/** Where a usable thing is. */
export function endpointOf(usable: Usable): Endpoint {
  return 'endpoint' in usable ? usable.endpoint : usable;
}
