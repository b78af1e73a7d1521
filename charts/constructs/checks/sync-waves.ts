import { waveOf } from '../gitops/sync-wave.ts';
import type { Check } from './check.ts';
import { type Entry, type Model, title, type Workload } from './model.ts';
import { podReferences } from './pod-references.ts';

/** What must be there before an object can become healthy. */
interface Need {
  readonly of: Entry;
  readonly target: Entry;
  readonly reason: string;
}

/**
 * Argo CD starts a wave when the one before it is healthy. An object that waits for something of a later wave waits for
 * ever, and so does a claim that is bound only once a pod of a later wave uses it.
 */
export const syncWaves: Check = (model) => [
  ...invalidWaves(model),
  ...needs(model).flatMap(({ of, target, reason }) => {
    const [own, other] = [waveOf(of.object), waveOf(target.object)];
    if (own >= other) return [];
    return [
      `${of.path}: ${title(of)} is in wave ${own} and ${reason} ${title(target)}, which comes in wave ${other}; ` +
        'give the later one a lower wave, or this one a higher',
    ];
  }),
  ...model.workloads.flatMap((workload) => claims(model, workload)),
];

function invalidWaves({ entries }: Model): string[] {
  return entries
    .filter(({ object }) => !Number.isInteger(waveOf(object)))
    .map((entry) => `${entry.path}: the sync wave of ${title(entry)} is no whole number; write one like "-3"`);
}

function needs(model: Model): Need[] {
  const producers = secretProducers(model);
  const namespaces = model.ofKind('Namespace');
  return [
    ...model.entries.flatMap((of) =>
      namespaces
        .filter(({ object }) => object.metadata.name === of.object.metadata.namespace)
        .map((target) => ({ of, target, reason: 'lives in' })),
    ),
    ...model.workloads.flatMap((of) => needsOfPod(model, of, producers)),
    ...clients(model),
    ...model
      .ofKind('Certificate')
      .flatMap((of) => need(of, model.find('Issuer', of.object.spec?.issuerRef?.name), 'is issued by')),
    ...model
      .ofKind('RoleBinding')
      .flatMap((of) => need(of, model.find(of.object.roleRef?.kind, of.object.roleRef?.name), 'grants')),
    ...model.ofKind('HorizontalPodAutoscaler').flatMap((of) => {
      const { kind, name } = of.object.spec?.scaleTargetRef ?? {};
      return need(of, model.find(kind, name), 'scales');
    }),
  ];
}

function needsOfPod(model: Model, of: Workload, producers: ReadonlyMap<string, Entry>): Need[] {
  const references = podReferences(of.pod).map(({ kind, name }) =>
    kind === 'Secret' ? producers.get(name) : model.find(kind, name),
  );
  const account = model.find('ServiceAccount', of.pod.serviceAccountName);
  const service = of.object.spec?.serviceName ? model.find('Service', of.object.spec.serviceName) : undefined;
  return [...references, account, service].flatMap((target) => need(of, target, 'needs'));
}

/** What creates each Secret. */
function secretProducers(model: Model): Map<string, Entry> {
  return new Map([
    ...model.ofKind('ExternalSecret').map((entry): [string, Entry] => [entry.object.spec?.target?.name, entry]),
    ...model.ofKind('Certificate').map((entry): [string, Entry] => [entry.object.spec?.secretName, entry]),
  ]);
}

/** Who connects to whom, read from the egress policies: a client is ready only when its servers are. */
function clients(model: Model): Need[] {
  return model.ofKind('NetworkPolicy').flatMap(({ object: { spec } }) =>
    // biome-ignore lint/suspicious/noExplicitAny: see Model
    (spec?.egress ?? []).flatMap(({ to = [] }: any) =>
      // biome-ignore lint/suspicious/noExplicitAny: see Model
      to.flatMap(({ namespaceSelector, podSelector }: any) =>
        namespaceSelector
          ? []
          : model
              .selectedBy(spec.podSelector?.matchLabels)
              .flatMap((of) =>
                model.selectedBy(podSelector?.matchLabels).map((target) => ({ of, target, reason: 'connects to' })),
              ),
      ),
    ),
  );
}

/** Storage that binds to its first consumer leaves a claim pending, and the wave with it, until that consumer exists. */
function claims(model: Model, workload: Workload): string[] {
  // biome-ignore lint/suspicious/noExplicitAny: see Model
  return (workload.pod.volumes ?? []).flatMap(({ persistentVolumeClaim }: any) => {
    const claim = persistentVolumeClaim && model.find('PersistentVolumeClaim', persistentVolumeClaim.claimName);
    if (!claim || waveOf(claim.object) >= waveOf(workload.object)) return [];
    return [
      `${claim.path}: ${title(claim)} is in wave ${waveOf(claim.object)} but its first consumer, ${title(workload)}, ` +
        `comes in wave ${waveOf(workload.object)}; put both into one wave, or the claim never binds`,
    ];
  });
}

function need(of: Entry, target: Entry | undefined, reason: string): Need[] {
  return target ? [{ of, target, reason }] : [];
}
