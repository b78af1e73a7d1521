/** Events that every graph of a dashboard is marked with. */
export interface Marks {
  /** Name of the switch that shows and hides them. */
  readonly name: string;
  /** PromQL that is not 0 when something has happened; `$__interval` is the time between two looks. */
  readonly expression: string;
  /** Name of a colour of Grafana. */
  readonly colour: string;
  /** Heading of an event, with labels in double braces. */
  readonly title: string;
  /** Further text of it, with labels in double braces. */
  readonly text: string;
}

/** Marks from the begin of an alert to its end. */
export function firingAlerts(matchers: string): Marks {
  return {
    name: 'Alerts',
    expression: `max by (alertname, severity, workload) (ALERTS{alertstate="firing",${matchers}})`,
    colour: 'red',
    title: '{{alertname}}',
    text: '{{severity}}: {{workload}}',
  };
}

/** Marks where a container runs another image than before, as kube-state-metrics tells. */
export function newImages(matchers: string): Marks {
  return {
    name: 'Images',
    expression: newcomers('container, image_spec', `kube_pod_container_info{${matchers}}`),
    colour: 'blue',
    title: 'New image: {{container}}',
    text: '{{image_spec}}',
  };
}

/** Series by these labels that are there and were not at the last look; one more of the same is none. */
export function newcomers(labels: string, selector: string): string {
  return `group by (${labels}) (${selector}) unless group by (${labels}) (${selector} offset $__interval)`;
}
