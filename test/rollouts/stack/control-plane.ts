import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../live/readings/until.ts';
import { type Access, Api } from './api.ts';
import type { Supervisor } from './supervisor.ts';

/** What turns workloads into pods and Services into addresses, scales, and clears up; nothing of nodes or clouds. */
const controllers = [
  'deployment-controller',
  'replicaset-controller',
  'job-controller',
  'endpoints-controller',
  'endpointslice-controller',
  'disruption-controller',
  'horizontal-pod-autoscaler-controller',
  'resourcequota-controller',
  'namespace-controller',
  'serviceaccount-controller',
  'garbage-collector-controller',
];

/** Where a cluster keeps its files and listens. */
export interface Placement {
  readonly folder: string;
  readonly port: () => Promise<number>;
}

/** etcd, the API server and the controllers of Kubernetes, on the loopback interface. */
export class ControlPlane {
  readonly api: Api;
  /** Path of the file that tells kubectl and controllers how to reach it. */
  readonly kubeconfig: string;

  /** @throws Error if one of them ends before it serves */
  static async start(supervisor: Supervisor, placement: Placement): Promise<ControlPlane> {
    const etcd = await startEtcd(supervisor, placement);
    const access = await startApiServer(supervisor, placement, etcd);
    const plane = new ControlPlane(access, join(placement.folder, 'kubeconfig.json'));
    supervisor.onStop(async () => plane.api.close());
    await supervisor.start('kube-controller-manager', [
      `--kubeconfig=${plane.kubeconfig}`,
      `--controllers=${controllers.join(',')}`,
      '--leader-elect=false',
      '--secure-port=0',
      '--horizontal-pod-autoscaler-sync-period=1s',
    ]);
    return plane;
  }

  private constructor(access: Access, kubeconfig: string) {
    this.api = new Api(access);
    this.kubeconfig = kubeconfig;
    writeFileSync(kubeconfig, JSON.stringify(kubeconfigOf(access)), { mode: 0o600 });
  }
}

async function startEtcd(supervisor: Supervisor, { folder, port }: Placement): Promise<string> {
  const [clients, peers] = [await port(), await port()].map((number) => `http://127.0.0.1:${number}`);
  await supervisor.start('etcd', [
    `--data-dir=${join(folder, 'etcd')}`,
    `--listen-client-urls=${clients}`,
    `--advertise-client-urls=${clients}`,
    `--listen-peer-urls=${peers}`,
    `--initial-advertise-peer-urls=${peers}`,
    `--initial-cluster=default=${peers}`,
    // Nothing has to survive a loss of power.
    '--unsafe-no-fsync',
  ]);
  return clients as string;
}

async function startApiServer(supervisor: Supervisor, { folder, port }: Placement, etcd: string): Promise<Access> {
  const number = await port();
  const token = randomBytes(24).toString('hex');
  const tokens = join(folder, 'tokens.csv');
  writeFileSync(tokens, `${token},administrator,administrator,system:masters\n`, { mode: 0o600 });
  const key = join(folder, 'service-accounts.key');
  execFileSync('openssl', ['genrsa', '-out', key, '2048'], { stdio: 'ignore' });
  const server = await supervisor.start('kube-apiserver', [
    `--etcd-servers=${etcd}`,
    `--secure-port=${number}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--cert-dir=${join(folder, 'certificates')}`,
    `--token-auth-file=${tokens}`,
    '--authorization-mode=RBAC',
    '--service-cluster-ip-range=10.96.0.0/16',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${key}`,
    `--service-account-signing-key-file=${key}`,
  ]);
  return await Promise.race([untilServing(`https://127.0.0.1:${number}`, token, folder), server.failure]);
}

async function untilServing(url: string, token: string, folder: string): Promise<Access> {
  let access: Access | undefined;
  await until('the API server is ready', 120, async () => {
    const certificate = readFileSync(join(folder, 'certificates/apiserver.crt'), 'utf8');
    access = { url, token, certificate };
    const api = new Api(access);
    try {
      // What namespaces hold at once when they are created comes a little after the server is ready.
      await api.get('/api/v1/namespaces/default');
      return undefined;
    } finally {
      api.close();
    }
  });
  return access as Access;
}

const kubeconfigOf = ({ url, token, certificate }: Access) => ({
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [
    {
      name: 'test',
      cluster: { server: url, 'certificate-authority-data': Buffer.from(certificate).toString('base64') },
    },
  ],
  users: [{ name: 'administrator', user: { token } }],
  contexts: [{ name: 'test', context: { cluster: 'test', user: 'administrator' } }],
  'current-context': 'test',
});
