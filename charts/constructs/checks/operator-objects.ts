import { PodMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PodMonitor';
import { Probe } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Probe';
import { PrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule';
import { ServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor';
import { operatorApi } from '../monitoring/monitors.ts';
import type { Check } from './check.ts';
import { type Entry, title } from './model.ts';

/** A kind whose schema is known. */
type Kind = new (object: never) => { validate(): void };

const kinds: Readonly<Record<string, Kind>> = { PodMonitor, Probe, PrometheusRule, ServiceMonitor };

/** What the Prometheus operator reads has the shape of its schema; anything else it would refuse or leave out. */
export const operatorObjects: Check = ({ entries }) =>
  entries.flatMap((entry) => {
    const kind = entry.object.apiVersion === operatorApi ? kinds[entry.object.kind] : undefined;
    return kind ? mistakesOf(entry, kind) : [];
  });

function mistakesOf(entry: Entry, kind: Kind): string[] {
  try {
    new kind(entry.object as never).validate();
    return [];
  } catch (error) {
    const reason = (error as Error).message.replaceAll('\n', '; ');
    return [`${entry.path}: ${title(entry)} does not have the shape of its kind (${reason}); correct the fields named`];
  }
}
