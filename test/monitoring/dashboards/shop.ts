import { dashboard, type Panel, type Row } from '@arq/constructs';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

/** A panel that nothing is wrong with. */
export function panel(title: string, more: Partial<Panel> = {}): Panel {
  return {
    title,
    description: 'Tells how the shop does.',
    unit: 'reqps',
    queries: [{ expression: 'sum(up{namespace="$environment",job="shop"})', legend: 'shop' }],
    ...more,
  };
}

/** A dashboard of an invented shop. */
export function shopDashboard(rows: readonly Row[], more: Partial<Parameters<typeof dashboard>[0]> = {}): Dashboard {
  return dashboard({
    uid: 'shop',
    title: 'Shop',
    description: 'All about the shop.',
    rows,
    environment: { namespace: 'shop-test', jobs: ['shop', 'shop-api'] },
    ...more,
  }) as unknown as Dashboard;
}
