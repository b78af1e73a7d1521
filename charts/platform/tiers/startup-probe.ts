import type { HttpProbe } from '@arq/constructs';

/** Asks every other second for a minute: Node.js starts in one or two, and a cold node may take far longer. */
export function startupProbe(probe: Pick<HttpProbe, 'path' | 'checkTimeoutSeconds'>): HttpProbe {
  return { ...probe, periodSeconds: 2, timeoutSeconds: 2, failureThreshold: 30 };
}
