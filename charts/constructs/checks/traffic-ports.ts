import type { Check } from './check.ts';
import { type Entry, type Model, title, type Workload } from './model.ts';
import { describe, exposes, portText } from './service-port.ts';

type Loose = any;

/** A network policy that opens a port which nobody offers there: a typing error that would look like an outage. */
export const trafficPorts: Check = (model) =>
  model.ofKind('NetworkPolicy').flatMap((policy) => {
    const { podSelector, ingress = [], egress = [] } = policy.object.spec ?? {};
    const subjects = model.matching(podSelector);
    return [
      ...ingress.flatMap(({ ports }: Loose) => examine(policy, ports, subjects, 'admits traffic to')),
      ...egress.flatMap(({ to = [], ports }: Loose) =>
        to.flatMap((peer: Loose) => examine(policy, ports, ownPods(model, peer), 'lets traffic out to')),
      ),
    ];
  });

/** Workloads of this namespace behind a peer. */
function ownPods(model: Model, { namespaceSelector, podSelector }: Loose): readonly Workload[] {
  return namespaceSelector ? [] : model.matching(podSelector);
}

function examine(policy: Entry, ports: Loose[] | undefined, targets: readonly Workload[], verb: string): string[] {
  return targets.flatMap((workload) =>
    (ports ?? [])
      // Without a number every port is meant; a range is no typing error.
      .filter(({ port, protocol, endPort }) => port !== undefined && !endPort && !exposes(workload, port, protocol))
      .map(
        ({ port, protocol = 'TCP' }) =>
          `${policy.path}: ${title(policy)} ${verb} ${protocol} port ${portText(port)} of ${title(workload)} but ` +
          `${describe(workload)}; use the port of the pod`,
      ),
  );
}
