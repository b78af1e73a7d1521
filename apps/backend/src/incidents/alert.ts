import { z } from 'zod';
import { Severity, Tier } from '../api/shapes.ts';
import { Instant, shortened, storable } from './storable.ts';

/** Characters that are kept. A page shows summaries in lists, and labels to operators only. */
const longest = { summary: 500, description: 4_000, label: 500, url: 2_000 };
const mostLabels = 64;

const text = z.string().transform(storable);
const labels = z.record(text, text);

const Alert = z.object({
  status: z.enum(['firing', 'resolved']),
  labels,
  annotations: labels.default({}),
  startsAt: Instant,
  endsAt: Instant.optional(),
  fingerprint: text.pipe(z.string().min(1).max(128)),
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
const tierNames: Readonly<Record<string, Tier>> = { postgres: 'database', postgresql: 'database', cache: 'redis' };

/** Reads labels and annotations by the names that alert rules give them everywhere. */
export function reportOf({ labels, annotations }: Alert): Report {
  const alert = shortened(labels['alertname'] ?? 'unnamed alert', longest.label);
  const tier = labels['tier'] ?? labels['component'] ?? '';
  const description = annotations['description'] ?? annotations['message'];
  return {
    alert,
    severity: severityOf(labels['severity']),
    tier: tierNames[tier] ?? Tier.safeParse(tier).data ?? null,
    summary: shortened(annotations['summary'] ?? alert, longest.summary),
    description: description === undefined ? null : shortened(description, longest.description),
    runbookUrl: linkOf(annotations['runbook_url']),
    labels: Object.fromEntries(
      Object.entries(labels)
        .slice(0, mostLabels)
        .map(([name, value]) => [shortened(name, longest.label), shortened(value, longest.label)]),
    ),
  };
}

/** It becomes a link on a page: nothing but the web may be behind it. */
function linkOf(url: string | undefined): string | null {
  if (url === undefined || url.length > longest.url) return null;
  return /^https?:\/\//.test(url) && URL.canParse(url) ? url : null;
}

/** A severity that we do not know must not wake anybody up, but must be seen. */
function severityOf(label: string | undefined): Severity {
  if (label === 'none') return 'info';
  return Severity.safeParse(label).data ?? 'warning';
}
