/**
 * A dashboard in the JSON of Grafana, https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/.
 * The SDK's own type cannot stand in the declarations of this package: TypeScript finds it under its newer ways to resolve
 * modules alone.
 */
export interface Dashboard {
  readonly uid?: string;
  readonly title?: string;
  readonly schemaVersion: number;
  readonly templating: object;
  readonly annotations: object;
  readonly panels?: readonly object[];
}
