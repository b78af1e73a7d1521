import type { Environment } from '@arq/constructs';
import { contract } from '../../../../apps/backend/contract.ts';
import { platformName } from '../../names.ts';
import type { LocalPlacement } from './local-files.ts';
import { programJobs } from './watched-here.ts';

/** Ports of what no tier brings along, upstream's own; services are named after the jobs. */
const ports = { [programJobs.prometheus]: 9090, [programJobs.alertmanager]: 9093, [programJobs.nodeExporter]: 9100 };

/** File that the service `alertmanager` writes its token to when it starts. */
export const composeTokenFile = '/run/alertmanager/token';

/** URL of the service `prometheus`, for Grafana. */
export const composePrometheusUrl = `http://${programJobs.prometheus}:${ports[programJobs.prometheus]}`;

/** Where things are in docker-compose.yml: a service there is named after the tier, without the platform's name. */
export function composePlacement({ monitored }: Environment): LocalPlacement {
  const targets = monitored.flatMap((one) => one.targets);
  const probes = monitored.flatMap((one) => one.probes);
  return {
    addresses: Object.fromEntries([
      ...targets.map(({ job, service }) => [job, `${serviceOf(service.name)}:${service.port}`]),
      ...probes.map(({ job, url }) => [job, pageOf(url)]),
      ...Object.entries(ports).map(([service, port]) => [service, `${service}:${port}`]),
    ]),
    webhook: {
      url: `http://${serviceOf(`${platformName}-backend`)}:${contract.port}${contract.paths.alerts}`,
      tokenFile: composeTokenFile,
    },
  };
}

function serviceOf(name: string): string {
  return name.replace(new RegExp(`^${platformName}-`), '');
}

/** The first part of a Service's name in the cluster is its own. */
function pageOf(url: string): string {
  const { hostname, port } = new URL(url);
  return `${serviceOf(hostname.split('.')[0] ?? '')}:${port || '80'}`;
}
