/** Pieces of Helm values that several charts take in one form. */

/** Resources without a cpu limit: throttled controllers fall behind just when the cluster needs them. */
export function resources(cpu: string, memory: string, memoryLimit: string) {
  return { requests: { cpu, memory }, limits: { memory: memoryLimit } };
}

/** Spreads replicas over nodes. */
export function spread(matchLabels?: Readonly<Record<string, string>>) {
  return [
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'ScheduleAnyway',
      ...(matchLabels ? { labelSelector: { matchLabels } } : {}),
    },
  ];
}

/** One pod at a time may be evicted, and a broken one always. */
export const disruptionBudget = { enabled: true, maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' };

/** Name resolution and HTTPS, the API server's ports included. */
export const egressToApis = {
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
    { port: 443, protocol: 'TCP' },
    { port: 6443, protocol: 'TCP' },
  ],
};
