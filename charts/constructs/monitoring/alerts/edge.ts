import type { Alert } from '../alert.ts';
import type { Watched } from '../watched.ts';
import { type CertificateThresholds, certificateExpiring, certificateExpiryImminent } from './certificate-expiring.ts';
import { certificateNotReady } from './certificate-not-ready.ts';
import { type EdgeDownThresholds, edgeDown } from './edge-down.ts';
import { probeMissing } from './probe-missing.ts';
import { type ProbeUnreliableThresholds, probeUnreliable } from './probe-unreliable.ts';

/** What the alerts of the edge compare with, by alert. */
export interface EdgeThresholds {
  /** @default documented with each number, as for all of these */
  readonly edgeDown?: Partial<EdgeDownThresholds>;
  readonly probeUnreliable?: Partial<ProbeUnreliableThresholds>;
  readonly certificateExpiring?: Partial<CertificateThresholds>;
  readonly certificateExpiryImminent?: Partial<CertificateThresholds>;
}

/** What is known of the edge. */
export interface EdgeFacts {
  /** It serves HTTPS. */
  readonly tls: boolean;
  /** @default documented with each number */
  readonly thresholds?: EdgeThresholds;
}

/**
 * What the public host is watched for.
 * @param watched whose job is that of the blackbox exporter, which fetches the page as users do
 */
export function edgeAlerts(watched: Watched, { tls, thresholds = {} }: EdgeFacts): Alert[] {
  const probeJob = watched.job ?? watched.workload;
  return [
    edgeDown(watched, probeJob, thresholds.edgeDown),
    probeUnreliable(watched, probeJob, thresholds.probeUnreliable),
    probeMissing(watched, probeJob),
    ...(tls
      ? [
          certificateExpiring(watched, thresholds.certificateExpiring),
          certificateExpiryImminent(watched, thresholds.certificateExpiryImminent),
          certificateNotReady(watched),
        ]
      : []),
  ];
}
