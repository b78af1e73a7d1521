import type { BlackboxExporter } from '../exporters/blackbox-exporter.ts';
import { type WebServiceFacts, webServiceAlerts } from '../monitoring/alerts/web-service.ts';
import { webServiceRows } from '../monitoring/panels/web-service.ts';
import { httpUrl } from '../network/endpoint.ts';
import { previewName, revisionLabel } from '../releases/release-strategy.ts';
import type { WebService } from './web-service.ts';
import type { WebServiceProps } from './web-service-props.ts';

/** What the alerts and the dashboard of a web service are made of. */
export interface WebServiceMonitoring
  extends Partial<Pick<WebServiceFacts, 'downAlert' | 'http' | 'node' | 'thresholds'>> {
  /**
   * Has a page fetched from outside of the pods, through the Service.
   * @default none
   */
  readonly probe?: { readonly by: BlackboxExporter; readonly path: string };
}

/** Scrapes a web service, and brings along its alerts and rows of dashboards. */
export function monitorWebService(service: WebService, { metrics, replicas, monitoring = {} }: WebServiceProps): void {
  const { name, endpoint, environment } = service;
  if (metrics) {
    const portName = metrics.port === endpoint.port ? 'http' : 'metrics';
    const { path, exporter = name, by = 'service' } = metrics;
    // The colour that is not active yet is another job: no alert on the service takes it for the service.
    const jobs = service.release === 'blueGreen' ? [name, previewName(name)] : [name];
    const podLabels = service.release === 'blueGreen' ? { podLabels: [revisionLabel.blueGreen] } : {};
    for (const job of jobs) {
      const target = { name: job, portName, port: metrics.port };
      service.monitoring.scrape({ job, exporter, service: target, path, ...podLabels }, by);
    }
  }
  if (monitoring === 'none') return;
  const { probe, downAlert = 'ServiceDown', http, node = false, thresholds } = monitoring;
  const probeJob = probe && `${name}-probe`;
  if (probe) {
    const to = [{ peer: service.peer, port: { port: endpoint.podPort, protocol: 'TCP' } as const }];
    const url = `${httpUrl({ ...endpoint, host: `${endpoint.host}.${environment.namespace}.svc` })}${probe.path}`;
    probe.by.watch({ monitoring: service.monitoring, job: `${name}-probe`, url, to });
  }
  const facts: WebServiceFacts = {
    downAlert,
    autoscaled: typeof replicas !== 'number',
    metrics: metrics !== undefined,
    node,
    ...(http ? { http } : {}),
    ...(probeJob ? { probeJob } : {}),
    ...(thresholds ? { thresholds } : {}),
  };
  service.monitoring.addAlerts(...webServiceAlerts(service.watched(environment.namespace), facts));
  service.monitoring.addRows((namespace) => webServiceRows(service.watched(namespace), facts));
}
