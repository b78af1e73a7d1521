import {
  type Addresses,
  ConfigurationError,
  type Environment,
  monitoringAlerts,
  nodeAlerts,
  type PlainTarget,
  type PrometheusConfigProps,
  type RuleGroup,
  ruleGroup,
  rulesExportedHere,
  type Scraped,
} from '@arq/constructs';
import { runbooks } from '../../names.ts';

/** Scrape jobs beside those of the tiers. */
export const programJobs = {
  prometheus: 'prometheus',
  alertmanager: 'alertmanager',
  nodeExporter: 'node-exporter',
} as const;

const programs: readonly PlainTarget[] = [
  { job: programJobs.prometheus, exporter: 'prometheus', path: '/metrics' },
  { job: programJobs.alertmanager, exporter: 'alertmanager', path: '/metrics' },
  { job: programJobs.nodeExporter, exporter: 'node_exporter', path: '/metrics' },
];

/** What a Prometheus without a cluster scrapes, and the rules that can fire there. */
export interface WatchedHere extends Required<Pick<PrometheusConfigProps, 'targets' | 'probes' | 'programs'>> {
  readonly groups: readonly RuleGroup[];
  /** By what rules and panels were chosen. */
  readonly scraped: Scraped;
}

/**
 * What of an environment can be watched at these addresses. Jobs without one are left out, and so are alerts of which
 * nothing is measured then: above all what only Kubernetes tells.
 * @throws ConfigurationError if there is an address of a job that does not exist
 */
export function watchedHere(environment: Environment, addresses: Addresses): WatchedHere {
  const { monitored, catalogue } = environment;
  const every = {
    targets: monitored.flatMap((one) => one.targets),
    probes: monitored.flatMap((one) => one.probes),
    programs,
  };
  refuseUnknown(
    Object.keys(addresses),
    Object.values(every).flatMap((list) => list.map(({ job }) => job)),
  );
  const isHere = ({ job }: { readonly job: string }) => addresses[job] !== undefined;
  const here = {
    targets: every.targets.filter(isHere),
    probes: every.probes.filter((probe) => isHere(probe) && addresses[probe.prober.host] !== undefined),
    programs: programs.filter(isHere),
  };
  const scraped = {
    catalogue,
    exporters: new Set([...here.targets, ...here.programs].map(({ exporter }) => exporter)),
    jobs: new Set(Object.values(here).flatMap((list) => list.map(({ job }) => job))),
  };
  return { ...here, groups: rulesExportedHere(groupsOf(environment), scraped), scraped };
}

/** The tiers' own rules, and those on the machine and on the monitoring itself. */
function groupsOf({ name, monitored }: Environment): RuleGroup[] {
  const group = (component: string, workload: string, alerts: Parameters<typeof ruleGroup>[0]['alerts']) =>
    ruleGroup({
      name: workload,
      alerts,
      labels: { component, workload, environment: name },
      runbookUrl: (alert) => `${runbooks}/${alert}.md`,
    });
  return [
    ...monitored.flatMap((one) => one.group ?? []),
    group('node', 'nodes', nodeAlerts({ job: programJobs.nodeExporter })),
    group('monitoring', 'monitoring', monitoringAlerts(programJobs)),
  ];
}

function refuseUnknown(given: readonly string[], known: readonly string[]): void {
  const unknown = given.filter((job) => !known.includes(job));
  if (unknown.length === 0) return;
  throw new ConfigurationError(
    `there is an address of ${unknown.join(', ')}, and no such scrape job; there are ${[...known].sort().join(', ')}`,
  );
}
