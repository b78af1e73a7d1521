import { scrapeInterval } from '@arq/constructs';

/** Folder that Grafana reads dashboards from. */
export const dashboardsPath = '/etc/arq/dashboards';

/** Provisions Prometheus, so that nobody has to add it by hand. */
export function datasource(url: string): object {
  return {
    apiVersion: 1,
    datasources: [
      {
        name: 'Prometheus',
        // As kube-prometheus-stack names it: links to panels then fit everywhere.
        uid: 'prometheus',
        type: 'prometheus',
        access: 'proxy',
        url,
        isDefault: true,
        editable: false,
        // Windows of rates follow from it; Grafana's own 15 s would make gaps.
        jsonData: { timeInterval: scrapeInterval, httpMethod: 'POST' },
      },
    ],
  };
}

/** Provisions the dashboards: they are changed in the source, and not in Grafana. */
export function dashboardProvider(): object {
  return {
    apiVersion: 1,
    providers: [
      {
        name: 'arQ',
        folder: 'arQ',
        type: 'file',
        disableDeletion: true,
        allowUiUpdates: false,
        options: { path: dashboardsPath },
      },
    ],
  };
}
