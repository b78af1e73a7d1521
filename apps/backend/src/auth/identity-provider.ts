import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { type Claims, claimAt, nameFrom, rolesFrom } from './claims.ts';
import { Discovery, type DiscoveryOptions } from './discovery.ts';

/** What only the browser that began to sign in, and we, may know until it comes back. */
export interface Challenge {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** Who the provider says it is. */
export interface Identity {
  readonly subject: string;
  readonly name: string;
  readonly roles: string[];
}

export interface IdentityProviderOptions extends DiscoveryOptions {
  /** Where the provider sends browsers back to; it has to be registered there. */
  readonly redirectUrl: URL;
}

/** The authorization code flow with PKCE. Tokens do not leave this class. */
export class IdentityProvider {
  readonly #options: IdentityProviderOptions;
  readonly #discovery: Discovery;

  constructor(options: IdentityProviderOptions) {
    this.#options = options;
    this.#discovery = new Discovery(options);
  }

  isAvailable(): Promise<boolean> {
    return this.#discovery.isAvailable();
  }

  /**
   * Begins to sign somebody in.
   * @throws ProblemError `unavailable`
   */
  async begin(): Promise<{ readonly url: URL; readonly challenge: Challenge }> {
    const configuration = await this.#discovery.configuration();
    const challenge = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() };
    const url = buildAuthorizationUrl(configuration, {
      response_type: 'code',
      redirect_uri: this.#options.redirectUrl.href,
      scope: this.#options.provider.scope ?? 'openid profile',
      state: challenge.state,
      nonce: challenge.nonce,
      code_challenge: await calculatePKCECodeChallenge(challenge.codeVerifier),
      code_challenge_method: 'S256',
    });
    return { url, challenge };
  }

  /**
   * Ends it: checks what came back, and changes the code for who it is.
   * @param query - of the callback, with its question mark
   * @throws ProblemError `unavailable`, or whatever the library found wrong
   */
  async finish(query: string, { state, nonce, codeVerifier }: Challenge): Promise<Identity> {
    const configuration = await this.#discovery.configuration();
    // Made of the public URL: what the request says of its host is the client's word.
    const callback = new URL(this.#options.redirectUrl);
    callback.search = query;
    const tokens = await authorizationCodeGrant(configuration, callback, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: codeVerifier,
      idTokenExpected: true,
    });
    const idToken: Claims = tokens.claims() ?? {};
    return this.#identity(configuration, idToken, tokens.access_token);
  }

  async #identity(configuration: Configuration, idToken: Claims, accessToken: string): Promise<Identity> {
    const { rolesClaim } = this.#options.provider;
    const subject = String(idToken['sub']);
    const isComplete = nameFrom(idToken) !== undefined && claimAt(idToken, rolesClaim) !== undefined;
    const hasUserInfo = configuration.serverMetadata().userinfo_endpoint !== undefined;
    const userInfo: Claims = isComplete || !hasUserInfo ? {} : await fetchUserInfo(configuration, accessToken, subject);
    return {
      subject,
      name: nameFrom(idToken) ?? nameFrom(userInfo) ?? subject,
      roles: rolesFrom(claimAt(idToken, rolesClaim) ?? claimAt(userInfo, rolesClaim)),
    };
  }
}
