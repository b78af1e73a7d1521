import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClusterCheck, runCheck, step } from './check.ts';
import type { Cluster } from './cluster.ts';
import { buildImage } from './images.ts';
import { usageOfOptions } from './options.ts';
import { forwardPort } from './port-forward.ts';
import { run } from './run.ts';

const namespace = 'arq-local';

const check: ClusterCheck = {
  name: 'arq-check-local',
  usage: `usage: npm run cluster:local [-- options]

Creates a kind cluster, builds and loads the images, applies dist/local with random Secrets, waits until everything is
ready, and runs the smoke test. Deletes the cluster again.

${usageOfOptions}`,
  programs: ['docker', 'kind', 'kubectl'],
  namespaces: [namespace],
  run: async (cluster) => {
    await step('images of this checkout', () => provideImages(cluster));
    await step('namespace and Secrets', () => {
      cluster.kubectl(['apply', '--filename', 'dist/local/namespace.yaml']);
      run(process.execPath, ['scripts/local-secrets.mjs', '--context', cluster.context]);
    });
    await step('dist/local', () => cluster.kubectl(['apply', '--filename', 'dist/local']));
    await step('database and cache', () => ready(cluster, 'statefulset/arq-postgres', 'statefulset/arq-redis'));
    await step('migration', () =>
      cluster.kubectl(
        [
          '--namespace',
          namespace,
          'wait',
          '--for',
          'condition=complete',
          'job/arq-backend-migrate',
          '--timeout',
          '300s',
        ],
        { seconds: 330 },
      ),
    );
    await step('programs', () => ready(cluster, 'deployment/arq-backend', 'deployment/arq-frontend'));
    await step('smoke test', () => smoke(cluster));
  },
};

/** `npm run cluster:local`. */
export const local = (args: readonly string[]) => runCheck(check, args);

function provideImages(cluster: Cluster): void {
  const { backend, frontend } = JSON.parse(
    readFileSync('charts/platform/environments/images/local.json', 'utf8'),
  ) as Record<'backend' | 'frontend', string>;
  buildImage('backend', backend);
  buildImage('frontend', frontend);
  cluster.load([backend, frontend]);
}

function ready(cluster: Cluster, ...workloads: readonly string[]): void {
  for (const workload of workloads) {
    cluster.kubectl(['--namespace', namespace, 'rollout', 'status', workload, '--timeout', '300s'], { seconds: 330 });
  }
}

/** From this machine, as users and Alertmanager would ask. */
async function smoke(cluster: Cluster): Promise<void> {
  const backend = await forwardPort(cluster, namespace, 'service/arq-backend', 3001);
  const frontend = await forwardPort(cluster, namespace, 'service/arq-frontend', 3000);
  const folder = mkdtempSync(join(tmpdir(), 'arq-smoke-'));
  try {
    const token = join(folder, 'token');
    writeFileSync(token, alertsToken(cluster), { mode: 0o600 });
    const addresses = ['--backend', backend.url, '--frontend', frontend.url];
    console.log(
      run(process.execPath, ['scripts/smoke.mjs', ...addresses], { environment: { ALERTS_TOKEN_FILE: token } }),
    );
  } finally {
    backend.stop();
    frontend.stop();
    rmSync(folder, { recursive: true });
  }
}

function alertsToken(cluster: Cluster): string {
  const { data } = cluster.get<{ data: Record<string, string> }>(namespace, 'secret', 'arq-backend');
  const token = data['alerts-token'];
  if (token === undefined)
    throw new Error('Secret arq-backend has no alerts-token; see charts/platform/tiers/backend.ts');
  return Buffer.from(token, 'base64').toString();
}
