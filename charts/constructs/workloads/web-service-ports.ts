import type { k8s } from 'cdk8s-plus-28';
import { ConfigurationError } from '../errors.ts';
import type { Plain } from '../kubernetes/plain.ts';
import type { WebServiceProps } from './web-service-props.ts';

/** The ports of a web service by name: `http`, and `metrics` where they have one besides. */
function portsOf({ port, metrics }: WebServiceProps): readonly (readonly [name: string, port: number])[] {
  return [['http', port], ...(metrics && metrics.port !== port ? [['metrics', metrics.port] as const] : [])];
}

/** What the container of a web service exposes. */
export function containerPorts(props: WebServiceProps): Plain<k8s.ContainerPort>[] {
  return portsOf(props).map(([name, containerPort]) => ({ name, containerPort, protocol: 'TCP' }));
}

/** What a Service in front of it exposes. */
export function servicePorts(props: WebServiceProps): Plain<k8s.ServicePort>[] {
  return portsOf(props).map(([name, port]) => ({
    name,
    port,
    targetPort: name,
    protocol: 'TCP',
    appProtocol: 'http',
  }));
}

/** @throws ConfigurationError if an ordinary user cannot listen there, naming `place` */
export function requirePorts({ port, metrics }: WebServiceProps, place: string): void {
  const ports = metrics ? [port, metrics.port] : [port];
  if (ports.every((number) => Number.isInteger(number) && number >= 1024 && number <= 65535)) return;
  throw new ConfigurationError(`${place}: the ports ${ports.join(' and ')} must lie between 1024 and 65535`);
}
