import { z } from 'zod';
import { Severity, Tier } from '../api/shapes.ts';

/** PostgreSQL can hold every character but this one, and an alert must not fail for ever because of it. */
const storable = z.string().transform((value) => value.replaceAll('\u0000', '�'));
const labels = z.record(storable, storable);

const Alert = z.object({
  status: z.enum(['firing', 'resolved']),
  labels,
  annotations: labels.default({}),
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }).optional(),
  fingerprint: storable.pipe(z.string().min(1).max(128)),
});
export type Alert = z.output<typeof Alert>;

/**
 * What Alertmanager posts, https://prometheus.io/docs/alerting/latest/configuration/#webhook_config. Fields that are not
 * read here may change at will.
 */
export const AlertGroup = z.object({
  version: z.literal('4'),
  status: z.enum(['firing', 'resolved']),
  receiver: z.string(),
  groupKey: z.string(),
  truncatedAlerts: z.int().nonnegative().default(0),
  alerts: z.array(Alert),
});
export type AlertGroup = z.output<typeof AlertGroup>;

/** What an alert says of an incident. */
export interface Report {
  readonly alert: string;
  readonly severity: Severity;
  readonly tier: Tier | null;
  readonly summary: string;
  readonly description: string | null;
  readonly runbookUrl: string | null;
  readonly labels: Readonly<Record<string, string>>;
}

/** Other names that rules give our tiers. */
const tierNames: Readonly<Record<string, Tier>> = { postgres: 'database', postgresql: 'database' };

/** Reads labels and annotations by the names that alert rules give them everywhere. */
export function reportOf({ labels, annotations }: Alert): Report {
  const alert = labels['alertname'] ?? 'unnamed alert';
  const tier = labels['tier'] ?? labels['component'] ?? '';
  const runbookUrl = annotations['runbook_url'];
  return {
    alert,
    severity: severityOf(labels['severity']),
    tier: tierNames[tier] ?? Tier.safeParse(tier).data ?? null,
    summary: annotations['summary'] ?? alert,
    description: annotations['description'] ?? annotations['message'] ?? null,
    // It becomes a link on a page: nothing but the web may be behind it.
    runbookUrl: runbookUrl && /^https?:\/\//.test(runbookUrl) && URL.canParse(runbookUrl) ? runbookUrl : null,
    labels,
  };
}

/** A severity that we do not know must not wake anybody up, but must be seen. */
function severityOf(label: string | undefined): Severity {
  if (label === 'none') return 'info';
  return Severity.safeParse(label).data ?? 'warning';
}
