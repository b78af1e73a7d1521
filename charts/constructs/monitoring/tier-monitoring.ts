import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { ConfigurationError } from '../errors.ts';
import { type Labels, label } from '../kubernetes/labels.ts';
import { Manifest } from '../kubernetes/manifest.ts';
import type { Alert } from './alert.ts';
import type { MetricCatalogue } from './catalogue/metric-catalogue.ts';
import { checkAlerts } from './check-alerts.ts';
import { checkRows } from './check-rows.ts';
import type { MonitoringProps } from './monitoring-props.ts';
import { operatorApi, podMonitorSpec, probeSpec, serviceMonitorSpec } from './monitors.ts';
import type { Row } from './panels/panel.ts';
import { type RuleGroup, ruleGroup } from './rule-group.ts';
import type { ProbeTarget, ScrapeTarget } from './scrape-target.ts';

/** What is monitored, and how its objects are labelled. */
export interface TierMonitoringProps {
  readonly namespace: string;
  readonly workload: string;
  readonly component: string;
  /** Name of the environment. */
  readonly environment: string;
  /** Metadata of a custom resource by its name. */
  readonly metadataOf: (name: string) => {
    readonly name: string;
    readonly labels?: Labels;
    readonly annotations?: object;
  };
  readonly settings: MonitoringProps;
  readonly catalogue: MetricCatalogue;
}

/** Rows of a dashboard, for any namespace: a dashboard has a variable in its place. */
export type RowsOf = (namespace: string) => readonly Row[];

/** What a tier brings along for those who watch it: alerts, rows of the dashboards, scrape targets. */
export class TierMonitoring extends Construct {
  private readonly list: Alert[] = [];
  private readonly rowsOf: RowsOf[] = [];
  private readonly scraped: ScrapeTarget[] = [];
  private readonly probed: ProbeTarget[] = [];
  private readonly props: TierMonitoringProps;

  constructor(scope: Construct, id: string, props: TierMonitoringProps) {
    super(scope, id);
    this.props = props;
    this.node.addValidation({ validate: () => this.mistakes() });
  }

  /** Name of what is watched. */
  get workload(): string {
    return this.props.workload;
  }

  /** The tier's alerts. */
  get alerts(): readonly Alert[] {
    return this.list;
  }

  /** What is scraped. */
  get targets(): readonly ScrapeTarget[] {
    return this.scraped;
  }

  /** Pages that are fetched. */
  get probes(): readonly ProbeTarget[] {
    return this.probed;
  }

  /** The alerts as one group of rules; undefined where there are none. */
  get group(): RuleGroup | undefined {
    if (this.list.length === 0) return undefined;
    const { workload, component, environment, settings } = this.props;
    const { runbooks } = settings;
    return ruleGroup({
      name: workload,
      alerts: this.list,
      labels: { component, workload, environment },
      runbookUrl: runbooks === undefined ? undefined : (alert) => `${runbooks}/${alert}.md`,
    });
  }

  /** Rows of the tier's dashboard for a namespace or for the variable in its place. */
  rows(namespace: string): readonly Row[] {
    return this.rowsOf.flatMap((rows) => rows(namespace));
  }

  /**
   * Adds alerts.
   * @throws ConfigurationError if the tier has one of that name already
   */
  addAlerts(...alerts: readonly Alert[]): void {
    for (const alert of alerts) {
      if (this.list.some(({ name }) => name === alert.name)) {
        throw new ConfigurationError(
          `${this.node.scope?.node.path}: two alerts are named "${alert.name}"; rename one, or give the first one other thresholds`,
        );
      }
      if (this.list.length === 0) this.emitRule();
      this.list.push(alert);
    }
  }

  /** Adds rows to the tier's dashboard, made for any namespace. */
  addRows(rows: RowsOf): void {
    this.rowsOf.push(rows);
  }

  /**
   * Has metrics scraped.
   * @param by through the Service, or from each pod whether it is ready or not
   */
  scrape(target: ScrapeTarget, by: 'service' | 'pod'): void {
    this.scraped.push(target);
    const selector = { [label.name]: target.service.name };
    if (by === 'service') this.emit('ServiceMonitor', target.job, () => serviceMonitorSpec(target, selector));
    else this.emit('PodMonitor', target.job, () => podMonitorSpec(target, selector));
  }

  /** Has a page fetched by the blackbox exporter. */
  probe(target: ProbeTarget): void {
    this.probed.push(target);
    this.emit('Probe', target.job, () => probeSpec(target, this.props.namespace));
  }

  private emitRule(): void {
    this.emit('PrometheusRule', this.props.workload, () => ({ groups: [this.group] }));
  }

  private emit(kind: string, name: string, spec: () => object): void {
    const { settings, metadataOf } = this.props;
    if (settings.prometheus === undefined) return;
    const metadata = metadataOf(name);
    new Manifest(
      this,
      `${kind}-${name}`,
      { apiVersion: operatorApi, kind },
      {
        metadata: { ...metadata, labels: { ...metadata.labels, ...settings.labels } },
        spec: Lazy.any({ produce: spec }),
      },
    );
  }

  private mistakes(): string[] {
    const { catalogue, namespace } = this.props;
    const place = this.node.scope?.node.path ?? this.node.path;
    return [
      ...checkAlerts(this.list, { catalogue, namespace, place }),
      ...checkRows(this.rows('$environment'), catalogue, place),
    ];
  }
}
