import { type Alert, alert } from '../alert.ts';
import { ofJob, type Watched } from '../watched.ts';
import { percent, requireShare } from './share.ts';

/** Numbers of `FileDescriptorsRunningOut`. */
export type FileDescriptorThresholds = {
  /** Share of the limit. @default 0.8: without any left, a server cannot accept connections, and may not be able to log it */
  readonly limitShare: number;
};

const defaults: FileDescriptorThresholds = { limitShare: 0.8 };

/** A process nears the number of files and connections that it may have open; each stream is one. */
export function fileDescriptorsRunningOut(watched: Watched, thresholds: Partial<FileDescriptorThresholds> = {}): Alert {
  const chosen = { ...defaults, ...thresholds };
  requireShare(chosen.limitShare, `FileDescriptorsRunningOut of ${watched.workload}: limitShare`);
  const of = ofJob(watched);
  return alert({
    name: 'FileDescriptorsRunningOut',
    severity: 'warning',
    for: '5m',
    thresholds: chosen,
    expression: ({ limitShare }) => `
      max by (namespace, pod) (process_open_fds{${of}})
      /
      max by (namespace, pod) (process_max_fds{${of}})
      > ${limitShare}`,
    summary: `${watched.workload} uses {{ $value | humanizePercentage }} of its file descriptors in {{ $labels.namespace }}`,
    description:
      `A pod of ${watched.workload} ({{ $labels.pod }}) has had more than ${percent(chosen.limitShare)} of the files and ` +
      'connections open that it may have, for 5 minutes.',
  });
}
