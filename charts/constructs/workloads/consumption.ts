import type { Environment } from '../environment/environment.ts';
import { ConfigurationError } from '../errors.ts';
import { type Connection, endpointOf, type Usable } from '../network/connection.ts';
import type { PodPeer } from '../network/peer.ts';
import type { Volumes } from './volumes.ts';

/** Who consumes: the workload whose constructor is running. */
export interface Consumer {
  readonly path: string;
  readonly environment: Environment;
  readonly peer: PodPeer;
  readonly maximumReplicas: number;
  /** Revisions of it that may run at once. */
  readonly revisions: number;
}

/**
 * Makes every relation of a workload real: the permitted connection on both ends, the mounted credentials, the count at
 * the other side.
 * @returns the environment variables that follow
 * @throws ConfigurationError if two relations want the same variable
 */
export function consume(consumer: Consumer, uses: readonly Usable[], volumes: Volumes): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const usable of uses) {
    const { name, peer, podPort } = endpointOf(usable);
    consumer.environment.traffic.allow({
      from: consumer.peer,
      to: peer,
      ports: [{ port: podPort, protocol: 'TCP' }],
    });
    if (!('endpoint' in usable)) continue;
    for (const [variable, value] of Object.entries(settings(usable, volumes))) {
      if (variable in variables) {
        throw new ConfigurationError(
          `${consumer.path}: ${name} and another connection both set ${variable}; give one of them another prefix`,
        );
      }
      variables[variable] = value;
    }
    const { path, maximumReplicas, revisions } = consumer;
    usable.attach?.({ path, maximumReplicas, revisions });
  }
  return variables;
}

/**
 * A connection that is declared and then redirected by hand would have the wrong network policies.
 * @throws ConfigurationError naming `place`
 */
export function refuseOverriding(
  place: string,
  derived: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>>,
): void {
  const both = Object.keys(own).find((variable) => variable in derived);
  if (both === undefined) return;
  throw new ConfigurationError(
    `${place}: environment sets ${both} to "${own[both]}", but a connection or Secret sets it to "${derived[both]}"; ` +
      'remove one of them',
  );
}

function settings({ environment, credentials }: Connection, volumes: Volumes): Record<string, string> {
  const files = credentials.map(({ variable, secret, key }) => [variable, volumes.secret(secret, key)]);
  return { ...environment, ...Object.fromEntries(files) };
}
