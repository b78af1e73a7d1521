import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { contract as backendContract } from '../apps/backend/contract.ts';
import { contract as frontendContract } from '../apps/frontend/contract.ts';
import { Backend, BackendBuild, backendFolder } from './backend.ts';
import { epitaph, startChild } from './child.ts';
import { startDataTiers } from './data-tiers.ts';
import { adviseMonitoring, watchDevelopment } from './monitoring/development.ts';
import { namedServers } from './named-servers.ts';
import { type Options, readOptions, usage } from './options.ts';
import { Terminal } from './output.ts';
import { assertFree } from './ports.ts';
import { untilReady } from './ready.ts';
import { releaseOfCheckout } from './release.ts';
import { Running } from './running.ts';
import { seed } from './seed/seed.ts';
import { freePort } from './servers.ts';
import { startSignIn } from './sign-in/provider.ts';
import { tellSmokeTest } from './smoke.ts';

/**
 * Runs the platform on this machine until somebody stops it.
 * @returns the status of the program
 */
export async function main(args: readonly string[]): Promise<number> {
  const terminal = new Terminal(['postgres', 'migrate', 'backend', 'frontend', 'monitor']);
  const running = new Running();
  const stopped = stopBySignal(running, terminal);
  try {
    const options = readOptions(args, process.env);
    if (options.help) {
      console.log(usage);
      return 0;
    }
    const { failure } = await start(options, terminal, running);
    await Promise.race([failure, stopped]);
    return await stopped;
  } catch (error) {
    // What ends while everything is being stopped is meant to.
    if (running.isStopping) return await stopped;
    terminal.say((error as Error).message);
    await running.stop();
    return 1;
  }
}

/** Rejects if a program ends without which the rest is of no use. */
interface Fate {
  readonly failure: Promise<never>;
}

/** Starts everything. */
async function start(options: Options, terminal: Terminal, running: Running): Promise<Fate> {
  const { ports, environment } = options;
  const publicUrl = `http://localhost:${ports.frontend}`;
  const needsSignIn = !environment['OIDC_ISSUER'];
  for (const server of namedServers(options)) terminal.say(`Uses ${server}`);
  if (environment['DATABASE_URL']) terminal.say('Brings that database to the schema of this checkout.');
  if (options.monitoring) terminal.say(adviseMonitoring(options));
  await assertFree({
    frontend: ports.frontend,
    backend: ports.backend,
    ...(needsSignIn ? { 'sign-in': ports['sign-in'] } : {}),
    ...(options.monitoring ? { prometheus: ports.prometheus, alertmanager: ports.alertmanager } : {}),
  });
  const data = await startDataTiers(options, terminal, running);
  const build = await running.add(await BackendBuild.start(terminal.of('backend')));
  await migrate({ ...environment, NODE_ENV: 'development', DATABASE_URL: data.databaseUrl }, terminal, running);
  if (!environment['DATABASE_URL'] || options.seed) await seed(data.databaseUrl);
  const variables = {
    NODE_ENV: 'development',
    ...releaseOfCheckout(),
    SESSION_SECRET: randomBytes(32).toString('hex'),
    ALERTS_TOKEN: randomBytes(32).toString('hex'),
    // Nobody waits for a load balancer to notice.
    SHUTDOWN_DELAY_SECONDS: '0',
    ...(needsSignIn ? await signIn(ports['sign-in'], publicUrl, running) : {}),
    ...environment,
    HOST: '127.0.0.1',
    PORT: String(ports.backend),
    PUBLIC_URL: publicUrl,
    DATABASE_URL: data.databaseUrl,
    REDIS_URL: data.redisUrl,
  };
  const backend = await running.add(new Backend(variables, terminal));
  await backend.restart();
  build.listen(() => void backend.restart());
  const metricsPort = options.monitoring ? await freePort() : undefined;
  const frontend = await startFrontend(options, publicUrl, metricsPort, terminal, running);
  const failure = Promise.race([data.failure, frontend.failure]);
  const backendUrl = `http://127.0.0.1:${ports.backend}`;
  await untilReady(`${backendUrl}${backendContract.paths.readiness}`, Promise.race([failure, firstEnd(backend)]));
  await untilReady(`http://127.0.0.1:${ports.frontend}${frontendContract.paths.readiness}`, failure);
  running.assertWanted();
  // Of several tokens, on lines of their own, the newest is the first.
  const [token = ''] = (variables['ALERTS_TOKEN'] ?? '').split('\n');
  await running.add(tellSmokeTest({ frontendUrl: `http://127.0.0.1:${ports.frontend}`, backendUrl, token }));
  const alerts = { url: `${backendUrl}${backendContract.paths.alerts}`, token };
  const monitoring =
    metricsPort === undefined
      ? []
      : await watchDevelopment({ options, metricsPort, alerts, data: data.watched, terminal, running });
  terminal.say(summary(publicUrl, backendUrl, variables, needsSignIn, monitoring));
  return { failure };
}

async function migrate(
  environment: Readonly<Record<string, string | undefined>>,
  terminal: Terminal,
  running: Running,
): Promise<void> {
  const output = terminal.of('migrate');
  const script = ['build/migrate.mjs', 'up'];
  const child = await startChild({ script, cwd: backendFolder, environment, output });
  await running.add(child);
  const status = await child.ended;
  running.assertWanted();
  if (status !== 0) throw new Error(epitaph('migration', status, output));
}

async function signIn(port: number, publicUrl: string, running: Running): Promise<Record<string, string>> {
  const provider = await startSignIn({ port, publicUrl });
  await running.add({ stop: () => provider.close(), kill: () => provider.close() });
  return {
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
  };
}

/** Next.js compiles and reloads by itself. */
async function startFrontend(
  { ports, environment }: Options,
  publicUrl: string,
  metricsPort: number | undefined,
  terminal: Terminal,
  running: Running,
): Promise<Fate> {
  const probe = ` GET ${frontendContract.paths.liveness} 200 `;
  const output = terminal.of('frontend', (line) => metricsPort === undefined || !line.includes(probe));
  const next = join(process.cwd(), 'node_modules/next/dist/bin/next');
  const child = await startChild({
    script: [next, 'dev', '--hostname', '127.0.0.1', '--port', String(ports.frontend)],
    cwd: join(process.cwd(), 'apps/frontend'),
    environment: {
      PATH: environment['PATH'],
      HOME: environment['HOME'],
      TMPDIR: environment['TMPDIR'],
      LOG_LEVEL: environment['LOG_LEVEL'],
      NODE_ENV: 'development',
      NEXT_TELEMETRY_DISABLED: '1',
      PUBLIC_URL: publicUrl,
      BACKEND_URL: `http://127.0.0.1:${ports.backend}`,
      // Its metrics are for this machine alone, too.
      HOSTNAME: '127.0.0.1',
      ...(metricsPort === undefined ? {} : { METRICS_PORT: String(metricsPort) }),
    },
    output,
  });
  await running.add(child);
  const failure = child.ended.then((status) => {
    throw new Error(epitaph('frontend', status, output));
  });
  failure.catch(() => undefined);
  return { failure };
}

/** Before everything is up, a backend that ends has not been changed into something broken: it never worked. */
async function firstEnd(backend: Backend): Promise<never> {
  await backend.ended;
  throw new Error('The backend did not start; why stands above.');
}

function summary(
  publicUrl: string,
  backendUrl: string,
  variables: Readonly<Record<string, string | undefined>>,
  hasSignIn: boolean,
  monitoring: readonly string[],
): string {
  const lines = ['', `  arQ is ready: ${publicUrl}`, ''];
  if (hasSignIn) lines.push('  Sign in by any name and any password; "guest" may look, but not act.');
  lines.push(
    `  API         ${backendUrl}${backendContract.paths.api}/v1`,
    `  Alerts      POST ${backendUrl}${backendContract.paths.api}/v1/alerts with the bearer token ${variables['ALERTS_TOKEN']}`,
    `  PostgreSQL  ${variables['DATABASE_URL']}`,
    ...monitoring,
    '  Proof       npm run smoke',
    '',
  );
  return [...lines, '  Ctrl-C stops everything.', ''].join('\n');
}

/** The first signal stops everything in good order, the second one at once. */
function stopBySignal(running: Running, terminal: Terminal): Promise<number> {
  return new Promise((resolve) => {
    let isStopping = false;
    for (const [signal, number] of [
      ['SIGINT', 2],
      ['SIGTERM', 15],
      ['SIGHUP', 1],
    ] as const) {
      process.on(signal, () => {
        const status = 128 + number;
        if (isStopping) {
          terminal.say('Stopping at once.');
          void running.kill().finally(() => process.exit(status));
          return;
        }
        isStopping = true;
        terminal.say('Stopping. Once more ends everything at once.');
        void running.stop().then(() => resolve(status));
      });
    }
  });
}
