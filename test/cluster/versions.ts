import { readFileSync } from 'node:fs';

/** A chart of Helm. */
export interface ChartVersion {
  /** An OCI registry with its scheme, or the URL of a repository of charts. */
  readonly repository: string;
  readonly version: string;
}

/** What is used in no other cluster than those of the checks; the rest is pinned where the platform has it. */
export const versions = JSON.parse(readFileSync('test/cluster/versions.json', 'utf8')) as {
  /** Image of the cluster's node. */
  readonly node: string;
  readonly charts: Readonly<Record<'argo-cd' | 'metrics-server', ChartVersion>>;
};
