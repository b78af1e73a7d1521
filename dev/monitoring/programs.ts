import { join } from 'node:path';
import { isExecutable, searchPath } from '../servers.ts';

/** A program of the monitoring, by its upstream name. */
export type Program = keyof typeof known;

/** Paths of those that are installed. */
export type Programs = Readonly<Partial<Record<Program, string>>>;

/** How each one is called, upstream and by Debian, and where it comes from. */
const known = {
  prometheus: {
    names: ['prometheus'],
    debian: 'prometheus',
    brew: 'prometheus',
    releases: 'https://github.com/prometheus/prometheus/releases',
  },
  alertmanager: {
    names: ['alertmanager', 'prometheus-alertmanager'],
    debian: 'prometheus-alertmanager',
    brew: undefined,
    releases: 'https://github.com/prometheus/alertmanager/releases',
  },
  postgres_exporter: {
    names: ['postgres_exporter', 'prometheus-postgres-exporter'],
    debian: 'prometheus-postgres-exporter',
    brew: undefined,
    releases: 'https://github.com/prometheus-community/postgres_exporter/releases',
  },
  redis_exporter: {
    names: ['redis_exporter', 'prometheus-redis-exporter'],
    debian: 'prometheus-redis-exporter',
    brew: undefined,
    releases: 'https://github.com/oliver006/redis_exporter/releases',
  },
  blackbox_exporter: {
    names: ['blackbox_exporter', 'prometheus-blackbox-exporter'],
    debian: 'prometheus-blackbox-exporter',
    brew: undefined,
    releases: 'https://github.com/prometheus/blackbox_exporter/releases',
  },
  node_exporter: {
    names: ['node_exporter', 'prometheus-node-exporter'],
    debian: 'prometheus-node-exporter',
    brew: 'node_exporter',
    releases: 'https://github.com/prometheus/node_exporter/releases',
  },
} as const;

/** All of them, in the order in which they start. */
export const allPrograms = Object.keys(known) as readonly Program[];

/** Those that the shell would find. */
export function installedPrograms(directories: readonly string[] = searchPath()): Programs {
  const found = allPrograms.flatMap((program) => {
    const paths = known[program].names.flatMap((name) => directories.map((directory) => join(directory, name)));
    const path = paths.find(isExecutable);
    return path === undefined ? [] : [[program, path]];
  });
  return Object.fromEntries(found);
}

/** Those that are not there. */
export function missingPrograms(programs: Programs): Program[] {
  return allPrograms.filter((program) => programs[program] === undefined);
}

/** How to install some of them, in lines for people. */
export function howToInstall(missing: readonly Program[]): string {
  const formulae = missing.flatMap((program) => known[program].brew ?? []);
  const others = missing.filter((program) => known[program].brew === undefined);
  return [
    `  Debian, Ubuntu  sudo apt-get install --no-install-recommends ${missing.map((one) => known[one].debian).join(' ')}`,
    ...(formulae.length > 0 ? [`  macOS           brew install ${formulae.join(' ')}`] : []),
    ...others.map((program) => `  elsewhere       ${known[program].releases}`),
  ].join('\n');
}
