/** The OpenID Connect provider and what its claims mean here. */
export interface ProviderOptions {
  /** Plain http is taken on loopback hosts only. */
  readonly issuer: URL;
  readonly clientId: string;
  /** Read on every use, so that a rotated one counts at once. Absent: a public client. */
  readonly clientSecret?: (() => string) | undefined;
  /** Claim of the ID token or of the user info that holds the roles; dots lead into objects: `realm_access.roles`. */
  readonly rolesClaim: string;
  /** Role without which nobody writes. */
  readonly operatorRole: string;
  /**
   * Scopes to ask for. Some providers tie the roles to a scope of its own.
   * @default openid profile
   */
  readonly scope?: string | undefined;
}

/** The commands of a node-redis client that sign-in needs. They have to fail at once while Redis is down. */
export interface RedisCommands {
  get(key: string): Promise<unknown>;
  set(key: string, value: string, options: { expiration: { type: 'EX'; value: number } }): Promise<unknown>;
  expire(key: string, seconds: number): Promise<unknown>;
  del(keys: string | string[]): Promise<number>;
}

/** Takes the audit trail. */
export interface AuditLog {
  info(message: string, meta?: object): void;
  warn(message: string, meta?: object): void;
  error(message: string, meta?: object): void;
}

/** How long somebody stays signed in. */
export interface Lifetimes {
  /** Without a request. */
  readonly idleSeconds: number;
  /** Whatever they do: by then the provider is asked again, and with it who has which role. */
  readonly absoluteSeconds: number;
}

export interface AuthenticationOptions {
  /** Absent: nobody can sign in, and writes are off. */
  readonly provider?: ProviderOptions | undefined;
  /** Where browsers reach the platform: https, or http on a loopback host. */
  readonly publicUrl: URL;
  /** Keys that sign the session cookie, newest first: the first signs, all of them verify. Read on every request. */
  readonly sessionSecrets: () => readonly string[];
  readonly redis: RedisCommands;
  readonly logger: AuditLog;
  /** @default the clock of the machine */
  readonly now?: (() => Date) | undefined;
  /** @default half an hour idle, a shift of eight hours in all */
  readonly lifetimes?: Lifetimes | undefined;
}
