import type { k8s } from 'cdk8s-plus-28';
import { ConfigurationError } from '../errors.ts';
import type { Plain } from './plain.ts';
import { parseQuantity } from './quantity.ts';

/** How much of one resource a container is promised and how much it may use at most. */
export interface RequestAndLimit {
  /** What the scheduler reserves. */
  readonly request: string;
  /** What the kernel or the kubelet enforces. */
  readonly limit: string;
}

/**
 * Resources of one container, all of them limited: a container without a limit can starve its neighbours, and one
 * without an ephemeral-storage limit can fill the node's disk.
 */
export interface Resources {
  /** CPU in cores: `100m`, `1`. */
  readonly cpu: RequestAndLimit;
  /** Memory in bytes: `256Mi`. */
  readonly memory: RequestAndLimit;
  /**
   * Scratch volumes, logs and the writable layer in bytes: `64Mi`.
   * @default 64Mi to 256Mi: the usual scratch volume, and logs between two rotations
   */
  readonly ephemeralStorage?: RequestAndLimit;
}

/**
 * The `resources` of a container.
 * @throws ConfigurationError where a request exceeds its limit or a value is no quantity, naming `place`
 */
export function containerResources(resources: Resources, place: string): Plain<k8s.ResourceRequirements> {
  const { cpu, memory, ephemeralStorage = { request: '64Mi', limit: '256Mi' } } = resources;
  const named = { cpu, memory, 'ephemeral-storage': ephemeralStorage };
  for (const [name, { request, limit }] of Object.entries(named)) {
    const low = parseQuantity(request, `${place}: ${name} request`);
    const high = parseQuantity(limit, `${place}: ${name} limit`);
    if (low <= 0 || low > high) {
      throw new ConfigurationError(
        `${place}: ${name} request ${request} must be above 0 and not above its limit ${limit}`,
      );
    }
  }
  return {
    requests: { cpu: cpu.request, memory: memory.request, 'ephemeral-storage': ephemeralStorage.request },
    limits: { cpu: cpu.limit, memory: memory.limit, 'ephemeral-storage': ephemeralStorage.limit },
  };
}
