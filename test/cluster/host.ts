import { run } from './run.ts';

/** How pods reach this machine. */
export interface HostAddress {
  /** Where a server on this machine listens. */
  readonly listen: string;
  /** What pods call it. */
  readonly reach: string;
}

/** On Linux, containers reach the address of their network's bridge; elsewhere Docker runs in a machine of its own. */
export function hostAddress(platform: NodeJS.Platform = process.platform): HostAddress {
  if (platform !== 'linux') return { listen: '127.0.0.1', reach: 'host.docker.internal' };
  const gateways = run('docker', [
    'network',
    'inspect',
    'kind',
    '--format',
    '{{range .IPAM.Config}}{{.Gateway}} {{end}}',
  ]);
  const gateway = firstAddress(gateways);
  if (gateway === undefined)
    throw new Error(`Docker's network kind has no IPv4 gateway: ${gateways.trim() || 'none at all'}`);
  return { listen: gateway, reach: gateway };
}

/** The first IPv4 address of several. */
export function firstAddress(addresses: string): string | undefined {
  return addresses.split(/\s+/).find((address) => /^\d+(\.\d+){3}$/.test(address));
}
