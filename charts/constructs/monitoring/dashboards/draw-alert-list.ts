import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/dashboard';

/** Alerts of the chosen environment as Grafana's own list shows them, those that matter most first. */
export function drawAlertList(builder: PanelBuilder): PanelBuilder {
  return builder.options({
    viewMode: 'list',
    groupMode: 'default',
    sortOrder: 3,
    maxItems: 20,
    dashboardAlerts: false,
    alertInstanceLabelFilter: '{namespace="$environment"}',
    stateFilter: { firing: true, pending: true, error: true, noData: false, normal: false, recovering: true },
  });
}
