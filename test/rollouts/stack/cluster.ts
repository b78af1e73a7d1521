import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../live/readings/until.ts';
import { PortShare } from '../../live/stack/port-share.ts';
import { shortened } from '../delivery/hastened.ts';
import { Kubectl } from '../delivery/kubectl.ts';
import { namespace, prometheusHost, serviceMonitors } from '../delivery/manifests.ts';
import { Fates } from '../releases/fate.ts';
import type { Api } from './api.ts';
import { ControlPlane, type Placement } from './control-plane.ts';
import { Kubelet } from './kubelet.ts';
import { startNames } from './names.ts';
import { definitionsFolder, type Program } from './programs.ts';
import { Prometheus } from './prometheus.ts';
import { Series } from './series.ts';
import { Supervisor } from './supervisor.ts';

const rollouts = '/apis/argoproj.io/v1alpha1/rollouts';

/** Kubernetes with Argo Rollouts and Prometheus. Nodes, and with them all containers, are stood in for. */
export class Cluster {
  /** What becomes of pods, by their image. */
  readonly fates = new Fates();
  private readonly supervisor = new Supervisor();
  private plane!: ControlPlane;
  private kubelet: Kubelet | undefined;
  kubectl!: Kubectl;
  prometheus!: Prometheus;

  /** @throws Error with what the programs wrote; nothing is left running then */
  static async start(): Promise<Cluster> {
    const cluster = new Cluster();
    try {
      await cluster.startAll();
    } catch (error) {
      const logs = cluster.logs();
      // What cannot be stopped either would hide why.
      await cluster.stop().catch(() => undefined);
      throw new Error(`the cluster did not start: ${error}\n${logs}`, { cause: error });
    }
    return cluster;
  }

  get api(): Api {
    return this.plane.api;
  }

  /** What the programs wrote last. */
  logs(): string {
    const programs: [Program, number][] = [
      ['kube-apiserver', 5],
      ['kube-controller-manager', 3],
      ['prometheus', 5],
      ['rollouts-controller', 80],
    ];
    const parts = programs.map(([program, count]) => `--- ${program}\n${this.supervisor.log(program, count)}`);
    return [...parts, `--- kubelet\n${this.kubelet?.lastError ?? ''}`].join('\n');
  }

  async stop(): Promise<void> {
    await this.supervisor.stop();
  }

  private async startAll(): Promise<void> {
    const { supervisor } = this;
    const folder = mkdtempSync(join(tmpdir(), 'arq-rollouts-'));
    supervisor.onStop(async () => rmSync(folder, { recursive: true, force: true }));
    const share = await PortShare.claim();
    supervisor.onStop(() => share.release());
    const placement: Placement = { folder, port: () => share.port() };
    this.plane = await ControlPlane.start(supervisor, placement);
    this.kubectl = new Kubectl(this.plane.kubeconfig);
    this.kubelet = await Kubelet.start(this.api, namespace, this.fates);
    supervisor.onStop(async () => this.kubelet?.stop());
    await this.startPrometheus(placement);
    await this.startRollouts(placement);
  }

  private async startPrometheus(placement: Placement): Promise<void> {
    const series = new Series(this.api, namespace, serviceMonitors, this.fates);
    const milliseconds = shortened(serviceMonitors[0]?.spec.endpoints[0].interval) * 1000;
    this.prometheus = await Prometheus.start(this.supervisor, placement, series, `${milliseconds}ms`);
  }

  private async startRollouts({ port }: Placement): Promise<void> {
    // Client-side apply would write the definitions into an annotation, for which they are too large.
    await this.kubectl.run(['apply', '--server-side', '-k', definitionsFolder()]);
    await until('the API server knows Rollouts', 60, async () => void (await this.api.get(rollouts)));
    const proxy = await startNames(this.supervisor, { [prometheusHost]: this.prometheus.port });
    await this.supervisor.start(
      'rollouts-controller',
      [
        `--kubeconfig=${this.plane.kubeconfig}`,
        `--metricsPort=${await port()}`,
        `--healthzPort=${await port()}`,
        '--leader-elect=false',
      ],
      { HTTP_PROXY: proxy },
    );
  }
}
