import { createSign, generateKeyPairSync } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JWK, Provider } from 'oidc-provider';
import { LoopbackServer } from './server.ts';

export type Claims = Record<string, unknown>;

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

/** A certified OpenID Connect provider, which lets in whoever it is told to. */
export class TestProvider {
  readonly clientId = 'arq';
  readonly clientSecret = 'a-client-secret-that-is-long-enough';
  readonly issuer: URL;
  /** Who signs in next; `undefined` presses Cancel. */
  account: { subject: string; claims: Claims } | undefined = {
    subject: 'ada-1815',
    claims: { name: 'Ada Lovelace', roles: ['arq-operator'] },
  };
  /** Changes what the next ID tokens say. They are signed again. */
  changeIdToken: ((claims: Claims) => Claims) | undefined;
  /** Signs the next ID tokens with a key that the provider does not publish. */
  isForging = false;
  /** Every token that went out. */
  readonly issued: string[] = [];
  readonly #server: LoopbackServer;

  private constructor(
    library: typeof Provider,
    server: LoopbackServer,
    redirectUrls: string[],
    idTokenHasClaims: boolean,
  ) {
    this.#server = server;
    this.issuer = server.address;
    const provider = this.#provider(library, redirectUrls, idTokenHasClaims);
    const listener = provider.callback();
    server.serve((request, response) => {
      if (request.url?.startsWith('/interaction/')) void this.#interact(provider, request, response);
      else void listener(request, response);
    });
  }

  static async start(redirectUrls: string[], idTokenHasClaims = false): Promise<TestProvider> {
    const server = await LoopbackServer.start();
    return quietly(async () => {
      const library = await import('oidc-provider');
      return new TestProvider(library.Provider, server, redirectUrls, idTokenHasClaims);
    });
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  restart(): Promise<void> {
    return this.#server.restart();
  }

  #provider(library: typeof Provider, redirectUrls: string[], idTokenHasClaims: boolean): Provider {
    const provider = new library(this.issuer.origin, {
      clients: [
        {
          client_id: this.clientId,
          client_secret: this.clientSecret,
          redirect_uris: redirectUrls,
          grant_types: ['authorization_code'],
          response_types: ['code'],
        },
      ],
      jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' } as JWK] },
      cookies: { keys: ['key-of-the-provider'] },
      claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'roles', 'realm_access'] },
      conformIdTokenClaims: !idTokenHasClaims,
      pkce: { required: () => true },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
      findAccount: (_context, subject) => ({
        accountId: subject,
        claims: () => ({ sub: subject, ...this.account?.claims }),
      }),
      ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    });
    provider.use(async (context, next) => {
      await next();
      const body = context.body as { id_token?: string; access_token?: string } | undefined;
      this.issued.push(...[body?.id_token, body?.access_token].filter((token) => token !== undefined));
      if (body?.id_token && (this.changeIdToken || this.isForging)) {
        context.body = { ...body, id_token: this.#signAgain(body.id_token) };
      }
    });
    return provider;
  }

  async #interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.account) {
      const error = { error: 'access_denied', error_description: 'no, thank you' };
      await provider.interactionFinished(request, response, error);
      return;
    }
    const { prompt, params, session } = await provider.interactionDetails(request, response);
    if (prompt.name === 'login') {
      await provider.interactionFinished(request, response, { login: { accountId: this.account.subject } });
      return;
    }
    const grant = new provider.Grant({
      accountId: session?.accountId ?? this.account.subject,
      clientId: String(params['client_id']),
    });
    grant.addOIDCScope(String(params['scope']));
    await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
  }

  #signAgain(token: string): string {
    const [header, payload = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
    const changed = Buffer.from(JSON.stringify(this.changeIdToken?.(claims) ?? claims)).toString('base64url');
    const signature = createSign('sha256')
      .update(`${header}.${changed}`)
      .sign(this.isForging ? stranger : privateKey);
    return `${header}.${changed}.${signature.toString('base64url')}`;
  }
}

/** The library warns of what matters in production only. */
async function quietly<T>(action: () => Promise<T>): Promise<T> {
  const { warn } = console;
  console.warn = () => {};
  try {
    return await action();
  } finally {
    console.warn = warn;
  }
}
