import { allowInsecureRequests, type Configuration, discovery, enableNonRepudiationChecks } from 'openid-client';
import { assertPrivate } from '../config/loopback.ts';
import { ProblemError } from '../http/problem.ts';
import { clientAuthentication } from './client-authentication.ts';
import { describeError } from './describe-error.ts';
import type { AuditLog, ProviderOptions } from './options.ts';

/** Of each request to the provider. Somebody waits in front of a browser. */
const timeoutSeconds = 3;
/** How long the provider's description is used. By then it is asked for again, as endpoints do move. */
const freshMilliseconds = 3_600_000;
/** How long to leave a provider alone that did not answer, unless somebody wants to sign in. */
const retryMilliseconds = 5_000;

export interface DiscoveryOptions {
  readonly provider: ProviderOptions;
  readonly logger: AuditLog;
  readonly now: () => Date;
}

/** Finds the provider's endpoints when they are needed, so that the backend starts without it. */
export class Discovery {
  readonly #options: DiscoveryOptions;
  #found: { readonly configuration: Configuration; readonly at: number } | undefined;
  #failedAt: number | undefined;
  #running: Promise<Configuration> | undefined;

  constructor(options: DiscoveryOptions) {
    assertPrivate(options.provider.issuer, 'The issuer');
    this.#options = options;
  }

  /**
   * For signing in: asks the provider if need be.
   * @throws ProblemError `unavailable`
   */
  async configuration(): Promise<Configuration> {
    if (this.#found && this.#now() - this.#found.at < freshMilliseconds) return this.#found.configuration;
    try {
      return await this.#discover();
    } catch (cause) {
      throw new ProblemError('unavailable', { detail: 'The sign-in provider does not answer. Try again soon.', cause });
    }
  }

  /**
   * Whether the provider answered, as far as is known. Only the first one to ask waits for it; after a failure the provider
   * is tried again in the background, for who asks next.
   */
  async isAvailable(): Promise<boolean> {
    if (this.#found) return true;
    if (this.#failedAt === undefined) return this.#attempt();
    if (this.#now() - this.#failedAt >= retryMilliseconds) void this.#attempt();
    return false;
  }

  #attempt(): Promise<boolean> {
    return this.#discover().then(
      () => true,
      () => false,
    );
  }

  /** One at a time, whoever asks. */
  #discover(): Promise<Configuration> {
    this.#running ??= this.#ask().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #ask(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.#options.provider;
    try {
      const configuration = await discovery(issuer, clientId, undefined, clientAuthentication(clientSecret), {
        timeout: timeoutSeconds,
        // Signatures count although the token comes straight from the provider: it costs one cached request.
        execute: [enableNonRepudiationChecks, ...(issuer.protocol === 'http:' ? [allowInsecureRequests] : [])],
      });
      this.#found = { configuration, at: this.#now() };
      this.#failedAt = undefined;
      return configuration;
    } catch (error) {
      this.#found = undefined;
      this.#failedAt = this.#now();
      this.#options.logger.warn('the sign-in provider does not answer', {
        event: 'provider-unavailable',
        issuer: issuer.href,
        ...describeError(error),
      });
      throw error;
    }
  }

  #now(): number {
    return this.#options.now().getTime();
  }
}
