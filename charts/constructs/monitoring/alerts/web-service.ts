import { ConfigurationError } from '../../errors.ts';
import type { Alert } from '../alert.ts';
import type { Watched } from '../watched.ts';
import { autoscalerAtMaximum } from './autoscaler-at-maximum.ts';
import { autoscalerInactive } from './autoscaler-inactive.ts';
import { serviceDown } from './availability-down.ts';
import { targetDown } from './availability-target-down.ts';
import { type HighErrorRateThresholds, highErrorRate } from './http-high-error-rate.ts';
import type { HttpFacts } from './http-requests.ts';
import { type SlowResponseTimeThresholds, slowResponseTime } from './http-slow-response-time.ts';
import { type EventLoopLagThresholds, eventLoopLag } from './node-process-event-loop-lag.ts';
import { type FileDescriptorThresholds, fileDescriptorsRunningOut } from './node-process-file-descriptors.ts';
import { probeMissing } from './probe-missing.ts';
import { type ProbeUnreliableThresholds, probeUnreliable } from './probe-unreliable.ts';
import { type AvailabilityThresholds, availabilityBudgetBurn } from './slo-availability.ts';
import { type LatencyThresholds, latencyBudgetBurn } from './slo-latency.ts';
import { type WorkloadThresholds, workloadAlerts } from './workload.ts';

/** What the alerts of a web service compare with, by alert. */
export interface WebServiceThresholds extends WorkloadThresholds {
  /** @default documented with each number, as for all of these */
  readonly highErrorRate?: Partial<HighErrorRateThresholds>;
  readonly slowResponseTime?: Partial<SlowResponseTimeThresholds>;
  readonly availability?: Partial<AvailabilityThresholds>;
  readonly latency?: Partial<LatencyThresholds>;
  readonly probeUnreliable?: Partial<ProbeUnreliableThresholds>;
  readonly eventLoopLag?: Partial<EventLoopLagThresholds>;
  readonly fileDescriptors?: Partial<FileDescriptorThresholds>;
}

/** What is known of a web service: of what it does not show, nothing is told. */
export interface WebServiceFacts {
  /** Name of the alert for an outage, as in `BackendDown`. */
  readonly downAlert: string;
  /** It has an autoscaler. */
  readonly autoscaled: boolean;
  /** It is scraped, as the job that is watched. */
  readonly metrics: boolean;
  /** Its metrics are those of one Node.js process per pod, by prom-client. */
  readonly node: boolean;
  /**
   * It measures its requests.
   * @default nothing is told of errors and slowness
   */
  readonly http?: HttpFacts;
  /**
   * Job of the blackbox exporter that fetches a page of it.
   * @default none
   */
  readonly probeJob?: string;
  /** @default documented with each number */
  readonly thresholds?: WebServiceThresholds;
}

/**
 * Everything that a web service is watched for: outage, errors, slowness, load, pods.
 * @throws ConfigurationError naming the alert that could never fire
 */
export function webServiceAlerts(watched: Watched, facts: WebServiceFacts): Alert[] {
  const { metrics, node, autoscaled, http, probeJob, thresholds = {} } = facts;
  if (!metrics && (http || node)) {
    throw new ConfigurationError(
      `alerts of ${watched.workload}: they are to read its ${http ? 'requests' : 'Node.js process'}, but it is not ` +
        `scraped; give it a metrics port, or leave ${http ? 'http' : 'node'} out`,
    );
  }
  return [
    serviceDown(watched, facts),
    ...(metrics ? [targetDown(watched)] : []),
    ...(http ? httpAlerts(watched, http, thresholds) : []),
    ...(probeJob
      ? [probeUnreliable(watched, probeJob, thresholds.probeUnreliable), probeMissing(watched, probeJob)]
      : []),
    ...(autoscaled ? [autoscalerAtMaximum(watched), autoscalerInactive(watched)] : []),
    ...(node ? nodeAlerts(watched, thresholds) : []),
    ...workloadAlerts(watched, { node, thresholds }),
  ];
}

function httpAlerts(watched: Watched, http: HttpFacts, thresholds: WebServiceThresholds): Alert[] {
  return [
    highErrorRate(watched, http, thresholds.highErrorRate),
    slowResponseTime(watched, http, thresholds.slowResponseTime),
    ...availabilityBudgetBurn(watched, http, thresholds.availability),
    ...latencyBudgetBurn(watched, http, thresholds.latency),
  ];
}

function nodeAlerts(watched: Watched, thresholds: WebServiceThresholds): Alert[] {
  return [
    eventLoopLag(watched, thresholds.eventLoopLag),
    fileDescriptorsRunningOut(watched, thresholds.fileDescriptors),
  ];
}
