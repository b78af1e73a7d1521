import { existsSync, readFileSync } from 'node:fs';
import { parseArgs, parseEnv } from 'node:util';
import { contract as backend } from '../apps/backend/contract.ts';
import { contract as frontend } from '../apps/frontend/contract.ts';

/** What local development is asked to do. */
export interface Options {
  readonly help: boolean;
  /** Whether the data stay for the next run. */
  readonly keep: boolean;
  /** Whether a server that was given from outside gets the sample data too. */
  readonly seed: boolean;
  /** Whether Prometheus and what belongs to it runs as well. */
  readonly monitoring: boolean;
  /** Whether a database or a Redis on another machine may be used. */
  readonly remoteData: boolean;
  readonly ports: Readonly<Record<Listener, number>>;
  /** Variables of the backend: those of the shell before those of its file. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Those that the file names and the shell does not. */
  readonly fileNames: ReadonlySet<string>;
}

/** What listens on a port that somebody may want to choose. */
export type Listener = 'frontend' | 'backend' | 'sign-in' | 'prometheus' | 'alertmanager';

/** The variable that moves a port. */
export const portVariables: Readonly<Record<Listener, string>> = {
  frontend: 'FRONTEND_PORT',
  backend: 'BACKEND_PORT',
  'sign-in': 'SIGN_IN_PORT',
  prometheus: 'PROMETHEUS_PORT',
  alertmanager: 'ALERTMANAGER_PORT',
};

const defaultPorts: Readonly<Record<Listener, number>> = {
  frontend: frontend.port,
  backend: backend.port,
  'sign-in': 3002,
  prometheus: 9090,
  alertmanager: 9093,
};

/** Variables of the backend for this machine alone; Git ignores it. */
export const environmentFile = 'apps/backend/.env';

export const usage = `npm run dev [-- options]

Starts the whole platform on this machine: PostgreSQL, Redis, a sign-in provider, the backend and the frontend, with 90
days of sample incidents. Nothing but Node.js has to be installed. Ctrl-C stops everything; a second one at once. It
keeps a template of an empty database in build/dev, which makes the next start quicker.

  --keep          keeps the data in build/dev/postgres for the next run; without it they go at the end
  --seed          fills an empty database that DATABASE_URL names with sample incidents, too
  --monitoring    starts Prometheus, Alertmanager and exporters as well, as far as they are installed, with the alert rules
                  of the cluster; alerts show up in arQ
  --remote-data   uses DATABASE_URL and REDIS_URL even if they name another machine; otherwise it refuses to
  --help          this

Variables
  FRONTEND_PORT   port of the pages, ${defaultPorts.frontend} by default
  BACKEND_PORT    port of the API, ${defaultPorts.backend} by default
  SIGN_IN_PORT    port of the sign-in provider, ${defaultPorts['sign-in']} by default
  PROMETHEUS_PORT and ALERTMANAGER_PORT, ${defaultPorts.prometheus} and ${defaultPorts.alertmanager} by default
  DATABASE_URL    a PostgreSQL of your own instead of the one that is started; it gets the migrations of this checkout
  REDIS_URL       a Redis of your own instead of the small stand-in
  OIDC_ISSUER     a sign-in provider of your own, with OIDC_CLIENT_ID and OIDC_CLIENT_SECRET

All variables of the backend count; ${environmentFile} may hold them as well. A changed source restarts the backend;
a new migration takes a new start.`;

/** @throws Error naming the option or variable that is wrong */
export function readOptions(args: readonly string[], shell: NodeJS.ProcessEnv): Options {
  const boolean = { type: 'boolean', default: false } as const;
  const options = {
    help: { ...boolean, short: 'h' },
    keep: boolean,
    seed: boolean,
    monitoring: boolean,
    'remote-data': boolean,
  };
  const { values } = parseArgs({ args: [...args], options, strict: true });
  const file = existsSync(environmentFile) ? parseEnv(readFileSync(environmentFile, 'utf8')) : {};
  const ports = {
    frontend: port('frontend', shell),
    backend: port('backend', shell),
    'sign-in': port('sign-in', shell),
    prometheus: port('prometheus', shell),
    alertmanager: port('alertmanager', shell),
  };
  // An example that was copied has empty lines for what nobody has set.
  const given = Object.entries({ ...file, ...shell }).filter(([, value]) => value !== '');
  const fileNames = new Set(Object.keys(file).filter((name) => shell[name] === undefined));
  const { 'remote-data': remoteData, ...rest } = values;
  return { ...rest, remoteData, ports, environment: Object.fromEntries(given), fileNames };
}

function port(listener: Listener, shell: NodeJS.ProcessEnv): number {
  const variable = portVariables[listener];
  const given = shell[variable] || String(defaultPorts[listener]);
  if (/^\d{1,5}$/.test(given) && Number(given) >= 1 && Number(given) <= 65_535) return Number(given);
  throw new Error(`${variable} is "${given}", which is no port; name one from 1 to 65535`);
}
