import { type Alert, alert, type Severity } from '../alert.ts';
import type { Watched } from '../watched.ts';
import { ofJob } from '../watched.ts';

/** Numbers of `CertificateExpiring` and `CertificateExpiryImminent`. */
export type CertificateThresholds = {
  /**
   * Days that are left. @default 21 and 7: a certificate for 90 days is renewed 30 days before its end, so renewal has
   * failed for more than a week, or for three
   */
  readonly days: number;
};

/** A certificate ends in some weeks, and has not been renewed. */
export function certificateExpiring(watched: Watched, thresholds: Partial<CertificateThresholds> = {}): Alert {
  return expiring(watched, 'CertificateExpiring', 'warning', { days: 21, ...thresholds });
}

/** A certificate ends in some days: browsers will refuse the site. */
export function certificateExpiryImminent(watched: Watched, thresholds: Partial<CertificateThresholds> = {}): Alert {
  return expiring(watched, 'CertificateExpiryImminent', 'critical', { days: 7, ...thresholds });
}

/** Asks cert-manager for every certificate of the namespace, and the edge for the one that it serves. */
function expiring(watched: Watched, name: string, severity: Severity, thresholds: CertificateThresholds): Alert {
  return alert({
    name,
    severity,
    for: '1h',
    thresholds,
    // cert-manager says 0 of a certificate that was not issued yet.
    expression: ({ days }) => `
      (
        max by (namespace, name) (
          certmanager_certificate_expiration_timestamp_seconds{namespace="${watched.namespace}"} > 0
        )
        or
        max by (namespace, instance) (probe_ssl_earliest_cert_expiry{${ofJob(watched)}})
      )
      - time()
      < ${days * 86_400}`,
    summary: 'A certificate ends in {{ $value | humanizeDuration }} in {{ $labels.namespace }}',
    description:
      'The certificate {{ $labels.name }}{{ $labels.instance }} ends in {{ $value | humanizeDuration }}, less than ' +
      `${thresholds.days} days, and has not been renewed; then browsers refuse the site.`,
  });
}
