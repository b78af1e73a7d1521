import type { Tier } from '../environment/tier.ts';
import { inWave, syncWave } from '../gitops/sync-wave.ts';
import { Manifest } from '../kubernetes/manifest.ts';
import type { EdgeController } from './edge-controller.ts';

/** A certificate authority that speaks ACME, asked by an Issuer in the platform's own namespace. */
export interface AcmeIssuer {
  /** Directory URL of the authority. */
  readonly server: string;
  /** Address that the authority warns before a certificate expires. */
  readonly email: string;
}

/** An Issuer that somebody else looks after. */
export interface ExistingIssuer {
  /** Name of the Issuer. */
  readonly name: string;
  /** Whether it serves one namespace or all. */
  readonly kind: 'Issuer' | 'ClusterIssuer';
}

/** Where an edge's certificate comes from. Serving without one takes a written reason. */
export type Tls =
  | { readonly acme: AcmeIssuer }
  | { readonly issuer: ExistingIssuer }
  | { readonly existingSecret: string }
  | { readonly plainHttp: { readonly reason: string } };

/** The directory of Let's Encrypt, https://letsencrypt.org/docs/acme-protocol-updates/. */
export const letsEncrypt = 'https://acme-v02.api.letsencrypt.org/directory';

/** Pods that answer an ACME HTTP-01 challenge: cert-manager starts them in the namespace of the certificate. */
export const acmeSolver = {
  name: 'acme-solver',
  labels: { 'acme.cert-manager.io/http01-solver': 'true' },
  port: { port: 8089, protocol: 'TCP' },
} as const;

/** The name of the Secret with an edge's certificate; `undefined` for plain HTTP. */
export function tlsSecretName(tls: Tls, name: string): string | undefined {
  if ('plainHttp' in tls) return undefined;
  return 'existingSecret' in tls ? tls.existingSecret : `${name}-tls`;
}

/** Emits the Certificate of an edge and, for ACME, its Issuer. */
export function emitCertificate(tier: Tier, tls: Tls, host: string, controller: EdgeController): void {
  if ('existingSecret' in tls) tier.environment.assumeExisting('Secret', tls.existingSecret);
  if ('issuer' in tls) tier.environment.assumeExisting(tls.issuer.kind, tls.issuer.name);
  if ('plainHttp' in tls || 'existingSecret' in tls) return;
  const { name } = tier;
  const issuerRef = 'acme' in tls ? { name, kind: 'Issuer' } : { name: tls.issuer.name, kind: tls.issuer.kind };
  if ('acme' in tls) {
    emit(tier, 'Issuer', name, {
      acme: {
        ...tls.acme,
        privateKeySecretRef: { name: `${name}-acme-account` },
        solvers: [{ http01: controller.acmeSolver({ name }) }],
      },
    });
  }
  emit(tier, 'Certificate', name, {
    secretName: tlsSecretName(tls, name),
    dnsNames: [host],
    issuerRef: { group: 'cert-manager.io', ...issuerRef },
    // A new key with each renewal bounds what a leaked one is worth.
    privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
    usages: ['digital signature', 'server auth'],
  });
}

function emit(tier: Tier, kind: string, name: string, spec: object) {
  new Manifest(
    tier,
    kind,
    { apiVersion: 'cert-manager.io/v1', kind },
    {
      metadata: { name, labels: tier.commonLabels, annotations: inWave(syncWave.edge) },
      spec,
    },
  );
}
