import { type Alert, alert } from '../alert.ts';
import type { Watched } from '../watched.ts';

/** cert-manager cannot issue a certificate, or has not renewed one in time. */
export function certificateNotReady({ namespace }: Watched): Alert {
  return alert({
    name: 'CertificateNotReady',
    severity: 'warning',
    for: '15m',
    expression: () => `
      group by (namespace, name) (
        certmanager_certificate_ready_status{namespace="${namespace}",condition="True"} == 0
      )`,
    summary: 'Certificate {{ $labels.name }} is not ready in {{ $labels.namespace }}',
    description: 'For 15 minutes cert-manager has not been able to issue or renew the certificate {{ $labels.name }}.',
  });
}
