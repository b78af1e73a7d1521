import { Construct } from 'constructs';
import type { Environment } from '../environment/environment.ts';
import { syncWave } from '../gitops/sync-wave.ts';
import { type Labels, label } from '../kubernetes/labels.ts';
import { Manifest } from '../kubernetes/manifest.ts';
import { checkExpression } from '../monitoring/promql/check-expression.ts';
import { type Endpoint, httpUrl } from '../network/endpoint.ts';
import { allowDeclared } from '../network/network-policy.ts';
import type { PodPeer } from '../network/peer.ts';
import type { Image } from '../workloads/image.ts';
import { type ReleaseAnalysis, validateAnalysis } from './release-analysis.ts';
import { type JudgedService, prometheusMetric, type ReleaseMetric, releaseMetrics } from './release-metrics.ts';
import { previewName, rolloutsApi } from './release-strategy.ts';
import { previewMeasurements, type ReleaseTiming, releaseTiming } from './release-timing.ts';
import { smokeTestMetric } from './smoke-test-metric.ts';

/** A service that is released blue-green. */
export interface BlueGreenProps {
  readonly name: string;
  readonly environment: Environment;
  readonly image: Image;
  readonly endpoint: Endpoint;
  readonly commonLabels: Labels;
  /** Metadata of an object by its name. */
  readonly metadataOf: (name: string, wave: number) => object;
  readonly analysis: ReleaseAnalysis;
  /** How the active pods are watched; the colour before the switch is scraped as a job of its own. None where nobody asks them. */
  readonly judged?: JudgedService | undefined;
}

/** What a blue-green release needs beside the Rollout itself: the templates that judge a colour, and the smoke test's way to it. */
export class BlueGreen extends Construct {
  private readonly props: BlueGreenProps;
  private readonly timing: ReleaseTiming;

  constructor(scope: Construct, id: string, props: BlueGreenProps) {
    super(scope, id);
    validateAnalysis(props.analysis, this.node.path);
    this.props = props;
    this.timing = releaseTiming(props.analysis);
    if (props.analysis.smokeTest) this.createSmokeTest(props.analysis.smokeTest);
    this.createMetrics('preview', previewName(props.name), previewMeasurements);
    this.createMetrics('live', props.name, this.timing.liveMeasurements);
  }

  /** The fields of the Rollout that decide how it is released. */
  get spec(): object {
    const { name } = this.props;
    const { progressDeadline, scaleDownDelay } = this.timing;
    return {
      // Without it a colour that never gets ready would be waited for without end.
      progressDeadlineSeconds: progressDeadline,
      progressDeadlineAbort: true,
      // No rollbackWindow: a revision within it goes live without proof, even one that was aborted before. Back to the old
      // colour, as long as it is kept, the way is short without it.
      strategy: {
        blueGreen: {
          activeService: name,
          previewService: previewName(name),
          // What has proved itself needs nobody's word; a Rollout that waits for one holds up every later sync.
          autoPromotionEnabled: true,
          scaleDownDelaySeconds: scaleDownDelay,
          // One colour to return to; an older one would only take room.
          scaleDownDelayRevisionLimit: 1,
          // Pods of an aborted colour carry a mark by which the controller takes them for ones to return to: until they are
          // gone, trying them again would skip all proof. 0 would keep them for ever.
          abortScaleDownDelaySeconds: 1,
          ...this.analysisOf('prePromotionAnalysis', 'preview', previewName(name)),
          ...this.analysisOf('postPromotionAnalysis', 'live', name),
        },
      },
    };
  }

  private analysisOf(field: string, phase: 'preview' | 'live', host: string): object {
    const { name, endpoint, analysis } = this.props;
    const templates = [
      ...(analysis.smokeTest ? [`${name}-smoke`] : []),
      ...(this.address === undefined ? [] : [`${name}-${phase}`]),
    ];
    if (templates.length === 0) return {};
    const args = [
      ...(analysis.smokeTest ? [{ name: 'url', value: httpUrl({ ...endpoint, host }) }] : []),
      ...(this.address === undefined ? [] : [{ name: 'colour', valueFrom: { podTemplateHashValue: 'Latest' } }]),
    ];
    return { [field]: { templates: templates.map((templateName) => ({ templateName })), args } };
  }

  /** Where the controller asks Prometheus; nowhere, where it does not scrape the service. */
  private get address(): string | undefined {
    const { prometheus, queries } = this.props.environment.monitoring;
    return this.props.judged && prometheus && queries;
  }

  private createSmokeTest(smokeTest: NonNullable<ReleaseAnalysis['smokeTest']>): void {
    const { name, image, environment, endpoint, commonLabels, metadataOf } = this.props;
    const smokeName = `${name}-smoke`;
    const labels = { ...commonLabels, [label.name]: smokeName };
    const peer: PodPeer = { name: smokeName, labels: { [label.name]: smokeName } };
    environment.traffic.allow({ from: peer, to: endpoint.peer, ports: [{ port: endpoint.podPort, protocol: 'TCP' }] });
    allowDeclared(this, metadataOf(smokeName, syncWave.configuration), peer, environment.traffic);
    const job = { place: this.node.path, name: smokeName, labels, serviceAccount: name, image };
    this.createTemplate(smokeName, ['url'], [smokeTestMetric(smokeTest, job)]);
  }

  private createMetrics(phase: 'preview' | 'live', job: string, count: number): void {
    const { name, judged, analysis } = this.props;
    const { address } = this;
    if (address === undefined || judged === undefined) return;
    const metrics = releaseMetrics({ ...judged, watched: { ...judged.watched, job } }, analysis, this.node.path);
    this.node.addValidation({ validate: () => this.mistakes(phase, metrics) });
    this.createTemplate(
      `${name}-${phase}`,
      ['colour'],
      metrics.map((metric) => prometheusMetric(metric, address, count)),
    );
  }

  private mistakes(phase: string, metrics: readonly ReleaseMetric[]): string[] {
    const { catalogue } = this.props.environment;
    return metrics.flatMap(({ name, query }) =>
      checkExpression(query, { catalogue, place: `${this.node.path}: ${phase} metric ${name}` }),
    );
  }

  private createTemplate(name: string, args: readonly string[], metrics: readonly object[]): void {
    new Manifest(
      this,
      `AnalysisTemplate-${name}`,
      { apiVersion: rolloutsApi, kind: 'AnalysisTemplate' },
      {
        metadata: this.props.metadataOf(name, syncWave.configuration),
        spec: { args: args.map((arg) => ({ name: arg })), metrics },
      },
    );
  }
}
