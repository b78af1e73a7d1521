import type { Check } from './check.ts';
import type { Workload } from './model.ts';

/** A Service port that no container behind it exposes. */
export const servicePort: Check = (model) =>
  model.ofKind('Service').flatMap(({ object, path }) => {
    const workloads = model.selectedBy(object.spec?.selector);
    if (workloads.length === 0) return [];
    return (object.spec.ports ?? []).flatMap((port: any) => {
      const target = port.targetPort ?? port.port;
      if (workloads.some((workload) => exposes(workload, target, port.protocol))) return [];
      const wanted = portText(target, port.protocol);
      const exposed = workloads.map(describe).join('; ');
      return [`${path}: Service ${object.metadata.name} targets port ${wanted} but ${exposed}; make them agree`];
    });
  });

/** Whether a container of the workload exposes a port by that name or number. */
export function exposes({ containers }: Workload, target: string | number, protocol = 'TCP'): boolean {
  return containers.some((container) =>
    (container.ports ?? []).some(
      (port: any) => (port.name === target || port.containerPort === target) && (port.protocol ?? 'TCP') === protocol,
    ),
  );
}

/** A port in messages. Quotes tell a name that looks like a number from a number. */
export function portText(port: string | number, protocol = 'TCP'): string {
  return JSON.stringify(port) + (protocol === 'TCP' ? '' : `/${protocol}`);
}

/** What the containers of a workload expose, in words. */
export function describe({ containers }: Workload): string {
  return containers
    .map(({ name, ports = [] }) => {
      const list = ports.map(({ containerPort, name: portName, protocol }: any) => {
        const text = portText(containerPort, protocol);
        return portName ? `${text} (${portName})` : text;
      });
      return `container ${name} exposes ${list.join(', ') || 'nothing'}`;
    })
    .join(', ');
}
