import { ofJob, type Watched } from '../watched.ts';

/** Whether the blackbox exporter could fetch the page of a job: 1 or 0. */
export function probeSeries(watched: Watched, probeJob: string): string {
  return `probe_success{${ofJob({ ...watched, job: probeJob })}}`;
}
