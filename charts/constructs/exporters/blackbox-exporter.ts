import type { Construct } from 'constructs';
import type { TierMonitoring } from '../monitoring/tier-monitoring.ts';
import type { Peer, PolicyPort } from '../network/peer.ts';
import { toYamlText } from '../synth/yaml.ts';
import type { Image } from '../workloads/image.ts';
import { Exporter } from './exporter.ts';

/** A page that is to be fetched. */
export interface WatchedPage {
  /** Whose page it is. */
  readonly monitoring: TierMonitoring;
  /** The `job` label of the series. */
  readonly job: string;
  /** What is fetched; the answer has to be 2xx, after redirects. */
  readonly url: string;
  /** Where the packets go, for the network policies of both ends. */
  readonly to: readonly { readonly peer: Peer; readonly port: PolicyPort }[];
}

const port = 9115;
const directory = '/etc/blackbox_exporter';

/** Modules of the exporter by name, for the local stack as well. */
export const blackboxModules = {
  http_2xx: {
    prober: 'http',
    // Below the timeout of the scrape, so that it can still tell that it failed.
    timeout: '5s',
    http: { method: 'GET', preferred_ip_protocol: 'ip4', follow_redirects: true },
  },
} as const;

/** Prometheus' exporter that fetches pages as users do, https://github.com/prometheus/blackbox_exporter. */
export class BlackboxExporter extends Exporter {
  constructor(scope: Construct, id: string, { name, image }: { readonly name: string; readonly image: Image }) {
    super(scope, id, {
      name,
      exporter: 'blackbox_exporter',
      image,
      port,
      livenessPath: '/-/healthy',
      command: ['/bin/blackbox_exporter', `--config.file=${directory}/blackbox.yml`],
      config: [
        { name: 'config', path: directory, files: { 'blackbox.yml': toYamlText({ modules: blackboxModules }) } },
      ],
    });
  }

  /** Has a page fetched every ten seconds, and lets the exporter reach it. */
  watch({ monitoring, job, url, to }: WatchedPage): void {
    monitoring.probe({ job, url, module: 'http_2xx', prober: { host: this.name, port } });
    for (const { peer, port } of to) this.environment.traffic.allow({ from: this.peer, to: peer, ports: [port] });
  }
}
