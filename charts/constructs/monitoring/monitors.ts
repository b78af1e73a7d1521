import type { IPodMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PodMonitor';
import type { IProbe } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Probe';
import type { IServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor';
import { type Labels, label } from '../kubernetes/labels.ts';
import { type ProbeTarget, type ScrapeTarget, scrapeInterval, scrapeTimeout } from './scrape-target.ts';

/** API of the Prometheus operator, https://prometheus-operator.dev/docs/api-reference/api/. */
export const operatorApi = 'monitoring.coreos.com/v1';

const times = { interval: scrapeInterval, scrapeTimeout };

/** Scrapes what is behind a Service. */
export function serviceMonitorSpec(
  { service, path, podLabels }: ScrapeTarget,
  matchLabels: Labels,
): IServiceMonitor['spec'] {
  return {
    // The Service has the label too, with the value that the job is to have.
    jobLabel: label.name,
    ...(podLabels ? { podTargetLabels: [...podLabels] } : {}),
    selector: { matchLabels },
    endpoints: [{ port: service.portName, path, ...times }],
  };
}

/** Scrapes pods that no Service leads to, or that are scraped whether they are ready or not. */
export function podMonitorSpec({ service, path }: ScrapeTarget, matchLabels: Labels): IPodMonitor['spec'] {
  return {
    jobLabel: label.name,
    selector: { matchLabels },
    podMetricsEndpoints: [{ port: service.portName, path, ...times }],
  };
}

/** Has the blackbox exporter fetch a page. */
export function probeSpec({ job, url, module, prober }: ProbeTarget, namespace: string): IProbe['spec'] {
  return {
    jobName: job,
    module,
    prober: { url: `${prober.host}.${namespace}.svc:${prober.port}`, path: '/probe', scheme: 'http' },
    // The exporter's own namespace would say where it runs, not what is watched.
    targets: { staticConfig: { static: [url], labels: { namespace } } },
    ...times,
  };
}
