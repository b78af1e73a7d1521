import type { Tier } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { ApiObject, JsonPatch } from 'cdk8s';
import { edgeOf, mistakes, postgres, redis, shop, web } from '../support/fixture.ts';
import { configMap, nameOf, podTemplate } from './by-hand.ts';

/** What the checks say about one object more in a web tier. */
function mistakesOf(add: (tier: Tier) => void): string[] {
  const environment = shop();
  add(web(environment));
  return mistakes(environment);
}

/** What the checks say about a text in a configuration file. */
function mistakesIn(text: string): string[] {
  return mistakesOf((tier) => configMap(tier, 'settings', { file: text }));
}

const inText = (reason: string) => [
  `Shop/shop-web/ConfigMap-settings: data.file of ConfigMap settings looks like ${reason}; move it into a Secret`,
];

/** Glues an invented credential together, so that no scanner takes this file for a leak. */
const glue = (...parts: string[]) => parts.join('');

describe('a Secret in Git', () => {
  const secret = (content: object) => (tier: Tier) => {
    new ApiObject(tier, 'X', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'mail' }, ...content });
  };

  test.each([{ data: { user: 'c2hvcA==' } }, { stringData: { user: 'shop' } }])('is refused with %j', (content) => {
    expect(mistakesOf(secret(content))).toEqual([
      'Shop/shop-web/X: Secret mail holds data; declare an ExternalSecret, or name an existing Secret',
    ]);
  });

  test.each([{}, { data: {} }, { type: 'kubernetes.io/service-account-token' }])(
    'is fine if it holds nothing, for a controller to fill: %j',
    (content) => {
      expect(mistakesOf(secret(content))).toEqual([]);
    },
  );

  test('is refused if it holds nothing but an annotation with a credential', () => {
    const metadata = { name: 'mail', annotations: { note: 'smtp://shop:hunter2@mail.example' } };
    expect(mistakesOf(secret({ metadata }))).toEqual([
      'Shop/shop-web/X: metadata.annotations.note of Secret mail looks like a URL with a password; move it into a Secret',
    ]);
  });
});

describe('a text that is a credential wherever it stands', () => {
  test.each([
    { reason: 'a private key', text: '-----BEGIN PRIVATE KEY-----\nMIIB' },
    { reason: 'a private key', text: '-----BEGIN EC PRIVATE KEY-----\nMIIB' },
    { reason: 'a private key', text: '-----BEGIN PGP PRIVATE KEY BLOCK-----' },
    { reason: 'a URL with a password', text: 'DATABASE=postgres://shop:hunter2@shop-db:5432/shop' },
    { reason: 'a URL with a password', text: 'redis://:hunter2@shop-cache' },
    { reason: 'an AWS access key', text: glue('id ', 'AKIA', 'ABCDEFGHIJKLMNOP') },
    { reason: 'a GitHub token', text: glue('ghp', '_', 'a'.repeat(36)) },
    { reason: 'a GitHub token', text: glue('github', '_pat_', 'a'.repeat(40)) },
    { reason: 'a GitLab token', text: glue('glpat', '-', 'a'.repeat(20)) },
    { reason: 'a Slack token', text: glue('xoxb', '-', '0123456789') },
    { reason: 'a Slack webhook', text: glue('https://hooks.slack', '.com/services/T0/B0/x') },
    { reason: 'a Google API key', text: glue('AIza', '-'.repeat(35)) },
    { reason: 'a Stripe key', text: glue('sk', '_live_', 'a'.repeat(24)) },
    { reason: 'a JSON Web Token', text: glue('eyJ', 'hbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxIn0', '.c2lnbmF0dXJl') },
    { reason: 'a Redis password', text: 'port 6379\nrequirepass hunter2\n' },
    { reason: 'a Redis password', text: 'masterauth "hunter2"' },
    { reason: 'a Redis password', text: 'exec redis-server --requirepass hunter2' },
    { reason: 'a Redis password', text: 'redis-cli -h shop-cache -a hunter2 ping' },
    { reason: 'a Redis password', text: 'user default off\nuser shop on >hunter2 ~* +@all\n' },
    { reason: 'a password in a statement', text: "CREATE ROLE shop LOGIN PASSWORD 'hunter2';" },
    { reason: 'an authorization', text: 'Authorization: Basic c2hvcDpodW50ZXIy' },
    { reason: 'a password in a text', text: 'user=shop\npassword=hunter2' },
    // A word for nothing is only harmless by itself.
    { reason: 'a password in a text', text: 'password=nonesuch' },
    { reason: 'a password in a text', text: 'db_password = "hunter2"' },
    { reason: 'a password in a text', text: 'spring:\n  password: hunter2' },
    { reason: 'a password in a text', text: 'apiVersion: v1\nadminPassword: hunter2' },
    { reason: 'a password in a text', text: '{"user":"shop","password":"hunter2"}' },
    { reason: 'a password in a text', text: "{ 'api_key': 'hunter2' }" },
  ])('is refused as $reason: $text', ({ reason, text }) => {
    expect(mistakesIn(text)).toEqual(inText(reason));
  });

  test.each([
    "password_encryption = 'scram-sha-256'",
    'postgres://shop@shop-db:5432/shop',
    'https://shop.example.com:8443/@shop',
    'https://shop.example.com:8443?from=shop@example.com',
    'postgres://shop:$(DATABASE_PASSWORD)@shop-db/shop',
    'postgres://shop:{{ .password }}@shop-db/shop',
    '-----BEGIN CERTIFICATE-----\nMIIB',
    '-----BEGIN PUBLIC KEY-----',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the program that reads it fills it in
    'password = ${DATABASE_PASSWORD}',
    'password = "$DATABASE_PASSWORD"',
    'password: {{ .password }}',
    'password: <see the runbook>',
    'password = %(ENV_PASSWORD)s',
    'password: null',
    'password = none',
    'require_token = true',
    'forbid_token = false',
    'token = /run/secrets/shop-web/token',
    'password =\nuser = shop',
    'password_file = /run/secrets/shop-db/password',
    'max_tokens = 4096',
    'forgotten-passwords: /reset',
    'requirepass ""',
    '# requirepass foobared',
    'exec redis-server --requirepass "$REDIS_PASSWORD"',
    'redis-cli -h 127.0.0.1 -a "$(cat /run/secrets/shop-cache/password)" ping',
    'user default on nopass -@all +ping',
    'user shop on >{{ index . "password" }} ~*',
    "CREATE ROLE shop LOGIN PASSWORD :'password';",
    'Authorization: Bearer $TOKEN',
    'The eyJ of a token, a ghp_short one and a glpat-short one',
  ])('is another than this: %s', (text) => {
    expect(mistakesIn(text)).toEqual([]);
  });

  test('is not what the tiers emit themselves', () => {
    const environment = shop();
    postgres(environment);
    redis(environment);
    expect(mistakes(environment)).toEqual([]);
  });

  test('is refused as an argument', () => {
    const environment = shop();
    const patch = JsonPatch.add('/spec/template/spec/containers/0/args', ['--password=hunter2']);
    web(environment).patch({ kind: 'Deployment' }, patch);
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/Deployment: spec.template.spec.containers.0.args.0 of Deployment shop-web looks like a password in a ' +
        'text; move it into a Secret',
    ]);
  });
});

describe('a value that is a credential by its name', () => {
  const variables = (...env: object[]): string[] => {
    const environment = shop();
    web(environment).patch({ kind: 'Deployment' }, JsonPatch.add('/spec/template/spec/containers/0/env', env));
    return mistakes(environment);
  };

  test.each([
    'PASSWORD',
    'DATABASE_PASSWORD',
    'DATABASE_PASSWD',
    'SMTP_PASS',
    'db_pwd',
    'KEY_PASSPHRASE',
    'SESSION_SECRET',
    'GITHUB_TOKEN',
    'MAPS_API_KEY',
    'MAPS_APIKEY',
    'AWS_SECRET_ACCESS_KEY',
    'DJANGO_SECRET_KEY',
    'SECRET_KEY_BASE',
    'TLS_PRIVATE_KEY',
    'ENCRYPTION_KEY',
    'COOKIE_SIGNING_KEY',
    'REDIS_MASTERAUTH',
    'GOOGLE_CREDENTIALS',
  ])('is refused in an environment variable: %s', (name) => {
    expect(variables({ name: 'COLOUR', value: 'red' }, { name, value: 'hunter2' })).toEqual([
      `Shop/shop-web/Deployment: spec.template.spec.containers.0.env.1.value (${name}) of Deployment shop-web looks like ` +
        'a credential by its name; move it into a Secret',
    ]);
  });

  test.each([
    { name: 'DATABASE_PASSWORD_FILE', value: '/run/secrets/shop-db/password' },
    { name: 'GOOGLE_APPLICATION_CREDENTIALS', value: '/var/run/secrets/google/key.json' },
    { name: 'DATABASE_PASSWORD', value: '' },
    { name: 'DATABASE_PASSWORD', value: '$(OTHER_PASSWORD)' },
    { name: 'CORS_ALLOW_CREDENTIALS', value: 'true' },
    { name: 'ALLOW_EMPTY_PASSWORD', value: 'no' },
    { name: 'PRINT_TOKEN', value: 'Off' },
    { name: 'TOKEN_ISSUER', value: 'https://idp.example.com' },
    { name: 'PASSWORD_MIN_LENGTH', value: '12' },
    { name: 'PWD', value: '/srv' },
    { name: 'COMPASS', value: 'north' },
  ])('is another than this in an environment variable: $name=$value', (variable) => {
    expect(variables(variable)).toEqual([]);
  });

  test('is fine in an environment variable from a Secret', () => {
    const environment = shop();
    web(environment, { secrets: [{ name: 'shop-web', environment: { GITHUB_TOKEN: 'token' } }] });
    expect(mistakes(environment)).toEqual([]);
  });

  test('is refused in the plain configuration of a tier', () => {
    const environment = shop();
    const service = web(environment, { environment: { COLOUR: 'red', SESSION_SECRET: 'hunter2' } });
    const [construct] = service.node.children.filter(({ node }) => node.path.includes('Environment'));
    const name = nameOf(service, construct?.node.id ?? '');
    expect(mistakes(environment)).toEqual([
      `Shop/shop-web/Environment: data.SESSION_SECRET of ConfigMap ${name} looks like a credential by its name; move it ` +
        'into a Secret',
    ]);
  });

  test.each([
    [['redis-server', '--requirepass', 'hunter2'], 2, 'requirepass'],
    [['shop', '--api-key', 'hunter2', '--port', '80'], 2, 'api-key'],
  ])('is refused as the argument after its name: %j', (args, index, name) => {
    expect(mistakesOf((tier) => byHand(tier, { args }))).toEqual([
      `Shop/shop-web/X: spec.containers.0.args.${index} (${name}) of Pod by-hand looks like a credential by its name; ` +
        'move it into a Secret',
    ]);
  });

  test.each([
    [['shop', '--token', '$(TOKEN)']],
    [['shop', '--use-token', '--verbose']],
    [['shop', '--token', '/run/secrets/shop/token']],
    [['secret', 'and', 'token']],
  ])('is another than this among arguments: %j', (args) => {
    expect(mistakesOf((tier) => byHand(tier, { args }))).toEqual([]);
  });

  test('is refused in a header of a probe', () => {
    const httpHeaders = [{ name: 'Authorization', value: 'Basic c2hvcDpodW50ZXIy' }];
    const add = (tier: Tier) => byHand(tier, { livenessProbe: { httpGet: { path: '/', port: 80, httpHeaders } } });
    expect(mistakesOf(add)).toEqual([
      'Shop/shop-web/X: spec.containers.0.livenessProbe.httpGet.httpHeaders.0.value (Authorization) of Pod by-hand looks ' +
        'like a credential by its name; move it into a Secret',
    ]);
  });

  function byHand(tier: Tier, container: object): void {
    const { spec } = podTemplate('by-hand', {}, container);
    new ApiObject(tier, 'X', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'by-hand' }, spec });
  }
});

describe('a field that is named like a credential and holds the name of an object', () => {
  const object = (apiVersion: string, kind: string, spec: object) => (tier: Tier) => {
    new ApiObject(tier, 'X', { apiVersion, kind, metadata: { name: 'by-hand' }, spec });
  };

  test.each([
    {
      what: 'the keys of an ExternalSecret',
      add: object('external-secrets.io/v1', 'ExternalSecret', {
        secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
        data: [{ secretKey: 'password', remoteRef: { key: 'shop/password', property: 'password' } }],
      }),
    },
    {
      what: 'the template of an ExternalSecret',
      add: object('external-secrets.io/v1', 'ExternalSecret', {
        target: { template: { data: { password: '{{ .password }}', url: 'redis://:{{ .password }}@shop-cache' } } },
      }),
    },
    {
      what: 'the reference of a store',
      add: object('external-secrets.io/v1', 'SecretStore', {
        provider: { vault: { auth: { tokenSecretRef: { name: 'vault-token', key: 'token' } } } },
      }),
    },
    {
      what: 'the Secret of another controller',
      add: object('auth.example/v1', 'Client', {
        existingSecret: 'shop-client',
        clientSecret: { name: 'shop-client' },
      }),
    },
    {
      what: 'the Secret of an object in the cluster',
      add: object('auth.example/v1', 'Client', {
        secret: 'shop-client',
        secretName: 'shop-client',
        configSecret: 'shop-client',
      }),
    },
  ])('is fine: $what', ({ add }) => {
    expect(mistakesOf(add)).toEqual([]);
  });

  test('is fine: the certificate of an edge and the token of a pod', () => {
    const environment = shop();
    const service = web(environment);
    edgeOf(service);
    service.patch(
      { kind: 'Deployment' },
      JsonPatch.replace('/spec/template/spec/automountServiceAccountToken', true),
      JsonPatch.add('/spec/template/spec/volumes/-', {
        name: 'token',
        projected: { sources: [{ serviceAccountToken: { path: 'token', audience: 'vault' } }] },
      }),
    );
    expect(mistakes(environment)).toEqual([]);
  });

  test('is fine: an annotation for a controller of the edge', () => {
    const environment = shop();
    const key = '/metadata/annotations/nginx.ingress.kubernetes.io~1auth-secret';
    edgeOf(web(environment)).patch({ kind: 'Ingress' }, JsonPatch.add(key, 'shop-visitors'));
    expect(mistakes(environment)).toEqual([]);
  });

  test('is refused in an annotation with the credential itself', () => {
    const environment = shop();
    const key = '/metadata/annotations/shop.example.com~1token';
    edgeOf(web(environment)).patch({ kind: 'Ingress' }, JsonPatch.add(key, 'hunter2'));
    expect(mistakes(environment)).toEqual([
      'Shop/shop/Ingress: metadata.annotations.shop.example.com/token of Ingress shop looks like a credential by its ' +
        'name; move it into a Secret',
    ]);
  });

  test('is refused if it holds the credential itself', () => {
    expect(mistakesOf(object('auth.example/v1', 'Client', { clientSecret: 'hunter2' }))).toEqual([
      'Shop/shop-web/X: spec.clientSecret of Client by-hand looks like a credential by its name; move it into a Secret',
    ]);
  });
});
