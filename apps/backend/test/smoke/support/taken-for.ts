interface Delivery {
  readonly alerts: readonly { labels: Record<string, string>; annotations: Record<string, string>; status: string }[];
}

/** What a delivery leads to, in short: each alert opens an incident or ends it. */
export function takenFor(id: string, { alerts }: Delivery): unknown {
  return {
    id,
    at: new Date().toISOString(),
    events: alerts.map(({ labels, annotations, status }) => ({
      incident: {
        alert: labels['alertname'],
        severity: labels['severity'],
        tier: labels['tier'],
        summary: annotations['summary'],
      },
      event: { kind: status === 'firing' ? 'opened' : 'resolved' },
    })),
  };
}
