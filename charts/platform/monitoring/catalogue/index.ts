import type { MetricSet } from '@arq/constructs';
import { backendMetrics } from './backend.ts';
import { frontendMetrics } from './frontend.ts';

/** What arQ's own programs export. */
export const arqMetrics: readonly MetricSet[] = [backendMetrics, frontendMetrics];
