import { describe, expect, it } from '@jest/globals';
import { clientAuthentication } from '../../src/auth/client-authentication.ts';

function sent(secret: (() => string) | undefined, methods?: string[]) {
  const body = new URLSearchParams();
  const headers = new Headers();
  const server = {
    issuer: 'https://id.example',
    ...(methods ? { token_endpoint_auth_methods_supported: methods } : {}),
  };
  clientAuthentication(secret)(server, { client_id: 'arq' }, body, headers);
  return { authorization: headers.get('authorization'), ...Object.fromEntries(body) };
}

const basic = (secret: string) => ({ authorization: `Basic ${btoa(`arq:${secret}`)}` });

describe('how the client authenticates', () => {
  it('is by a header, as the specification presumes', () => {
    expect(sent(() => 'one')).toEqual(basic('one'));
    expect(sent(() => 'one', ['client_secret_post', 'client_secret_basic'])).toEqual(basic('one'));
  });

  it('is in the body where the provider takes nothing else', () => {
    const inBody = { authorization: null, client_id: 'arq', client_secret: 'one' };
    expect(sent(() => 'one', ['client_secret_post', 'private_key_jwt'])).toEqual(inBody);
  });

  it('is by name alone without a secret', () => {
    expect(sent(undefined)).toEqual({ authorization: null, client_id: 'arq' });
  });

  it('takes a rotated secret at once', () => {
    const secrets = ['one', 'two'];
    const authenticate = clientAuthentication(() => secrets.shift() ?? '');
    const authorizations = [1, 2].map(() => {
      const headers = new Headers();
      authenticate({ issuer: 'https://id.example' }, { client_id: 'arq' }, new URLSearchParams(), headers);
      return headers.get('authorization');
    });
    expect(authorizations).toEqual([basic('one').authorization, basic('two').authorization]);
  });
});
