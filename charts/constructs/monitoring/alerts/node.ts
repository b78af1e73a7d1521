import type { Alert } from '../alert.ts';
import { type NodeClockSkewThresholds, nodeClockSkew } from './node-clock-skew.ts';
import { nodeDown } from './node-down.ts';
import { nodeExporterDown } from './node-exporter-down.ts';
import { type NodeHighCpuThresholds, nodeHighCpu } from './node-high-cpu.ts';
import { type NodeHighMemoryThresholds, nodeHighMemory } from './node-high-memory.ts';
import { type NodeLowDiskSpaceThresholds, nodeLowDiskSpace } from './node-low-disk-space.ts';

/** What the alerts of nodes compare with, by alert. */
export interface NodeThresholds {
  /** @default documented with each number, as for all of these */
  readonly highMemoryUsage?: Partial<NodeHighMemoryThresholds>;
  readonly highCpuUsage?: Partial<NodeHighCpuThresholds>;
  readonly lowDiskSpace?: Partial<NodeLowDiskSpaceThresholds>;
  readonly clockSkew?: Partial<NodeClockSkewThresholds>;
}

/** How nodes are watched. */
export interface NodeFacts {
  /** Job of node_exporter. */
  readonly job: string;
  /** @default documented with each number */
  readonly thresholds?: NodeThresholds;
}

/** What every node is watched for. The alerts carry the namespace of the exporter that tells of it. */
export function nodeAlerts({ job, thresholds = {} }: NodeFacts): Alert[] {
  return [
    nodeDown(),
    nodeExporterDown(job),
    nodeHighMemory(job, thresholds.highMemoryUsage),
    nodeHighCpu(job, thresholds.highCpuUsage),
    nodeLowDiskSpace(job, thresholds.lowDiskSpace),
    nodeClockSkew(job, thresholds.clockSkew),
  ];
}
