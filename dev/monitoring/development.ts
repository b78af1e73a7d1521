import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { epitaph } from '../child.ts';
import { type DataTiers, installedRedis } from '../data-tiers.ts';
import type { Options } from '../options.ts';
import type { Output, Terminal } from '../output.ts';
import type { Running } from '../running.ts';
import { allPrograms, howToInstall, installedPrograms, missingPrograms, type Program } from './programs.ts';
import { requirePrometheus, type StackOptions, startMonitoring } from './stack.ts';

/** What `npm run dev -- --monitoring` watches. */
export interface Development {
  readonly options: Options;
  /** Port of the frontend's metrics. */
  readonly metricsPort: number;
  /** The backend's webhook. */
  readonly alerts: StackOptions['webhook'];
  readonly data: DataTiers['watched'];
  readonly terminal: Terminal;
  readonly running: Running;
}

/**
 * Looks for the programs before anything starts.
 * @returns what will not be watched for want of a program, and the way out
 * @throws Error with the way out if there is no Prometheus
 */
export function adviseMonitoring({ environment }: Options): string {
  const programs = installedPrograms();
  requirePrometheus(programs);
  const missing = missingPrograms(programs);
  const lines =
    missing.length > 0 ? [`Not installed, and done without: ${missing.join(', ')}`, howToInstall(missing)] : [];
  for (const [url, server] of [
    ['DATABASE_URL', 'PostgreSQL'],
    ['REDIS_URL', 'Redis'],
  ] as const) {
    if (environment[url])
      lines.push(`${server} is not watched: an exporter needs a user of its own on the server of ${url}.`);
  }
  if (!environment['REDIS_URL'] && installedRedis() === undefined) {
    lines.push('Redis is not watched: the stand-in tells no statistics. The package redis-server has the real one.');
  }
  return ['Starts the monitoring as well.', ...lines].join('\n');
}

/**
 * Starts the monitoring beside everything else.
 * @returns lines for the summary
 */
export async function watchDevelopment(development: Development): Promise<string[]> {
  const { options, metricsPort, alerts, data, terminal, running } = development;
  const { ports } = options;
  const outputs = Object.fromEntries(
    allPrograms.map((program) => [program, terminal.of('monitor', (line) => isOfInterest(program, line, running))]),
  ) as Record<Program, Output>;
  const stack = await startMonitoring({
    programs: installedPrograms(),
    watched: {
      // Without a port of their own its metrics are served beside the API.
      backend: `127.0.0.1:${options.environment['METRICS_PORT'] ?? ports.backend}`,
      frontend: { metrics: `127.0.0.1:${metricsPort}`, pages: `127.0.0.1:${ports.frontend}` },
      ...data,
    },
    webhook: alerts,
    render: await loadModel(),
    ports: { prometheus: ports.prometheus, alertmanager: ports.alertmanager },
    onStart: (process) => running.add(process),
    onOutput: (program, text) => outputs[program].write(text),
    onEnd: (program, status) => {
      if (running.isStopping) return;
      terminal.say(`${epitaph(program, status, outputs[program])}\nWhat it watched is not watched any more.`);
    },
  });
  const { prometheus, alertmanager } = stack.urls;
  return [
    `  Prometheus  ${prometheus}/alerts`,
    ...(alertmanager ? [`              ${alertmanager} (Alertmanager)`] : []),
    '  Dashboards  dev/compose/monitoring/grafana/dashboards, for a Grafana; Docker Compose brings one',
  ];
}

/** The model needs the library of constructs, which takes a moment to load. */
async function loadModel(): Promise<StackOptions['render']> {
  const bundle = pathToFileURL(join(process.cwd(), 'scripts/bundle.mjs')).href;
  const { load } = (await import(bundle)) as { load: (entry: string) => Promise<typeof import('./model.ts')> };
  return (await load('dev/monitoring/model.ts')).renderModel;
}

/** What an exporter has to complain about shows in alerts, and would be repeated with each scrape. */
function isOfInterest(program: Program, line: string, { isStopping }: Running): boolean {
  return (program === 'prometheus' || program === 'alertmanager') && line.trim() !== '' && !isStopping;
}
