import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { Provider } from 'oidc-provider';
import { contract } from '../../apps/backend/contract.ts';

/** How the sign-in provider is started. */
export interface SignInOptions {
  /** @default 0: a free one */
  readonly port?: number;
  /** Where users reach the platform; browsers are sent back there and nowhere else. */
  readonly publicUrl: string;
}

/** A provider on the loopback interface. */
export interface SignIn {
  /** For OIDC_ISSUER. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  close(): Promise<void>;
}

/** Who may do what operators do; others than `guest` have it. */
const operatorRole = 'arq-operator';
const visitor = 'guest';

/**
 * Starts an OpenID Connect provider for development that lets everybody in: any name with any password signs in as an
 * operator, `guest` as somebody without roles.
 * @throws Error in production, or if the port is taken
 */
export async function startSignIn({ port = 0, publicUrl }: SignInOptions): Promise<SignIn> {
  if (process.env['NODE_ENV'] === 'production') {
    throw new Error(
      'The sign-in provider lets everybody in: it does not run with NODE_ENV=production. Set OIDC_ISSUER.',
    );
  }
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const issuer = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  const client = { clientId: 'arq', clientSecret: randomBytes(24).toString('hex') };
  const provider = await quietly(() => newProvider(issuer, client, publicUrl));
  server.on('request', provider.callback());
  return {
    issuer,
    ...client,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function newProvider(
  issuer: string,
  client: Pick<SignIn, 'clientId' | 'clientSecret'>,
  publicUrl: string,
): Promise<Provider> {
  const { Provider } = await import('oidc-provider');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return new Provider(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [new URL(contract.paths.signInCallback, publicUrl).href],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], profile: ['name', 'roles'] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: id, roles: id === visitor ? [] : [operatorRole] }),
    }),
    // Nobody needs to be asked whether their own development server may know their name.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId ?? '',
        accountId: oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
    features: { devInteractions: { enabled: true } },
    // Seconds. The session is over soon, so that who signs out can sign in by another name.
    ttl: { Session: 30, Grant: 600, Interaction: 600, AuthorizationCode: 60, AccessToken: 600, IdToken: 600 },
    cookies: { keys: [randomBytes(24).toString('hex')] },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
  });
}

/** The library warns of what is meant here: that everything is in memory, and that everybody is let in. */
async function quietly<Result>(make: () => Promise<Result>): Promise<Result> {
  const { info, warn } = console;
  console.info = () => undefined;
  console.warn = () => undefined;
  try {
    return await make();
  } finally {
    Object.assign(console, { info, warn });
  }
}
