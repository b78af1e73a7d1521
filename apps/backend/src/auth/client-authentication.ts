import { type ClientAuth, ClientSecretBasic, ClientSecretPost, None } from 'openid-client';

/**
 * How we prove to the provider who we are: in the way that the specification presumes, unless the provider takes another
 * one only. The secret is read on every use.
 */
export function clientAuthentication(secret: (() => string) | undefined): ClientAuth {
  if (!secret) return None();
  return (server, client, body, headers) => {
    const supported = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const method = supported.includes('client_secret_basic') ? ClientSecretBasic : ClientSecretPost;
    return method(secret())(server, client, body, headers);
  };
}
