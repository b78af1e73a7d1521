import type { Server, ServerResponse } from 'node:http';
import { type Configuration, readConfiguration } from './configuration.ts';
import { LastKnown } from './last-known.ts';
import { LatencyRing } from './latency-ring.ts';
import { createLog, type Log } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';

/** What all parts of this process share. */
export interface Runtime {
  readonly configuration: Configuration;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Durations of own requests. */
  readonly latency: LatencyRing;
  readonly lastKnown: LastKnown;
  /** Ends the streams that are passed through. */
  readonly streams: Set<() => void>;
  /** Answers that are not finished, by the number that their request carries as `answerHeader`. */
  readonly openResponses: Map<string, ServerResponse>;
  server: Server | undefined;
  draining: boolean;
}

// Next.js bundles instrumentation and pages apart from each other: a variable of a module would exist once per bundle.
const key = Symbol.for('arq.frontend.runtime');
const place = globalThis as { [key]?: Runtime };

/** @throws ConfigurationError when asked for the first time in an environment that does not fit */
export function runtime(): Runtime {
  place[key] ??= createRuntime();
  return place[key];
}

function createRuntime(): Runtime {
  const configuration = readConfiguration();
  return {
    configuration,
    log: createLog(configuration.logLevel),
    metrics: createMetrics(),
    latency: new LatencyRing(),
    lastKnown: new LastKnown(),
    streams: new Set(),
    openResponses: new Map(),
    server: undefined,
    draining: false,
  };
}
