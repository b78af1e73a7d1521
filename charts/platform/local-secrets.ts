import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { ConfigurationError, type Environment, type SecretRequirement } from '@arq/constructs';

const usage = `Usage: npm run local:secrets -- [--context NAME] [--print]

Creates the Secrets of the local environment from random values. Those that exist already are kept: PostgreSQL and
Redis would not learn of a new password.

  --context NAME  context of kubectl (default: kind-arq)
  --print         write the Secrets to standard output instead; they hold passwords, so never commit them
  --help          show this text`;

/** A Secret as kubectl takes it. */
interface SecretManifest {
  readonly apiVersion: 'v1';
  readonly kind: 'Secret';
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly stringData: Readonly<Record<string, string>>;
}

/** A Secret for a requirement, with a random value of 192 bits for each key. */
export function randomSecret({ name, keys, derived = {} }: SecretRequirement, namespace: string): SecretManifest {
  const values = new Map(keys.map((key) => [key, randomBytes(24).toString('base64url')]));
  const known = (key: string) => values.get(key) ?? '';
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace },
    stringData: {
      ...Object.fromEntries(values),
      ...Object.fromEntries(Object.entries(derived).map(([key, render]) => [key, render(known)])),
    },
  };
}

/**
 * The command line of `npm run local:secrets`.
 * @throws ConfigurationError if kubectl is missing or refuses
 */
export function createLocalSecrets(environment: Environment, args: readonly string[]): void {
  const { context, print, help } = parse(args);
  if (help) {
    console.log(usage);
    return;
  }
  const { namespace, secrets } = environment;
  if (print) {
    console.log(
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items: secrets.map((s) => randomSecret(s, namespace)) }),
    );
    return;
  }
  const kubectl = ['--context', context, '--namespace', namespace];
  run(
    [...kubectl, 'get', 'namespace', namespace, '--output=name'],
    `apply dist/${environment.name}/namespace.yaml first`,
  );
  const existing = run([...kubectl, 'get', 'secrets', '--output=name'], 'look at the message above').split('\n');
  for (const requirement of secrets) {
    const isThere = existing.includes(`secret/${requirement.name}`);
    if (!isThere)
      run([...kubectl, 'create', '--filename=-'], 'look at the message above', randomSecret(requirement, namespace));
    console.log(`${isThere ? 'kept   ' : 'created'} Secret ${requirement.name} in ${namespace}`);
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        context: { type: 'string', default: 'kind-arq' },
        print: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new ConfigurationError(`${(error as Error).message}\n${usage}`);
  }
}

function run(args: readonly string[], wayOut: string, input?: SecretManifest): string {
  const { status, stdout, stderr, error } = spawnSync('kubectl', args, {
    encoding: 'utf8',
    ...(input ? { input: JSON.stringify(input) } : {}),
  });
  if (error) throw new ConfigurationError(`kubectl cannot be started (${error.message}); install it`);
  if (status === 0) return stdout;
  throw new ConfigurationError(`kubectl ${args.join(' ')}: ${stderr.trim()}; ${wayOut}`);
}
