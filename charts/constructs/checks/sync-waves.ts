import { isWave, waveOf, writtenWave } from '../gitops/sync-wave.ts';
import { analysisTemplates, releaseServices } from './blue-green-fields.ts';
import type { Check } from './check.ts';
import { type Entry, type Model, title, type Workload } from './model.ts';
import { claimNames, podReferences, targetOf } from './pod-references.ts';

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
  ...model.ofKind('PersistentVolumeClaim').flatMap((claim) => firstConsumer(model, claim)),
];

function invalidWaves({ entries }: Model): string[] {
  return entries.flatMap((entry) => {
    const wave = writtenWave(entry.object);
    if (wave === undefined || isWave(wave)) return [];
    return [`${entry.path}: the sync wave "${wave}" of ${title(entry)} is no whole number; write one like "-3"`];
  });
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
    ...model.workloads.filter(isAwaited).flatMap((of) => needsOfPod(model, of, producers)),
    ...clients(model),
    ...model.ofKind('Certificate').flatMap((of) => {
      const { kind = 'Issuer', name } = of.object.spec?.issuerRef ?? {};
      return need(of, model.find(kind, name), 'is issued by');
    }),
    ...model
      .ofKind('RoleBinding')
      .flatMap((of) => need(of, model.find(of.object.roleRef?.kind, of.object.roleRef?.name), 'grants')),
    ...model
      .ofKind('Application')
      .flatMap((of) => need(of, model.find('AppProject', of.object.spec?.project), 'belongs to')),
    ...model
      .ofKind('Rollout')
      .flatMap((of) => [
        ...releaseServices(of.object).flatMap((name) => need(of, model.find('Service', name), 'is released through')),
        ...analysisTemplates(of.object).flatMap((name) =>
          need(of, model.find('AnalysisTemplate', name), 'is judged by'),
        ),
      ]),
    ...model.ofKind('HorizontalPodAutoscaler').flatMap((of) => {
      const { kind, name } = of.object.spec?.scaleTargetRef ?? {};
      return need(of, model.find(kind, name), 'scales');
    }),
  ];
}

/** A CronJob is healthy before its first run, and a template before anything is made of it. */
function isAwaited({ object }: Entry): boolean {
  return object.kind !== 'CronJob' && object.kind !== 'AnalysisTemplate';
}

function needsOfPod(model: Model, of: Workload, producers: ReadonlyMap<string, Entry>): Need[] {
  const references = podReferences(of.pod)
    .filter(({ optional }) => !optional)
    .map(({ kind, name }) => (kind === 'Secret' ? producers.get(name) : undefined) ?? model.find(kind, name));
  const claims = claimNames(of.pod).map((name) => model.find('PersistentVolumeClaim', name));
  const account = model.find('ServiceAccount', of.pod.serviceAccountName);
  const service = of.object.spec?.serviceName ? model.find('Service', of.object.spec.serviceName) : undefined;
  return [...references, ...claims, account, service].flatMap((target) => need(of, target, 'needs'));
}

/** What creates each Secret. */
function secretProducers(model: Model): Map<string, Entry> {
  return new Map([
    ...model.ofKind('ExternalSecret').map((entry): [string, Entry] => [targetOf(entry.object), entry]),
    ...model.ofKind('Certificate').map((entry): [string, Entry] => [entry.object.spec?.secretName, entry]),
  ]);
}

/** Who connects to whom, read from the egress policies: a client is ready only when its servers are. */
function clients(model: Model): Need[] {
  return model.ofKind('NetworkPolicy').flatMap(({ object: { spec } }) =>
    (spec?.egress ?? []).flatMap(({ to = [] }: any) =>
      to.flatMap(({ namespaceSelector, podSelector }: any) =>
        namespaceSelector
          ? []
          : model
              .matching(spec.podSelector)
              .filter(isAwaited)
              .flatMap((of) => model.matching(podSelector).map((target) => ({ of, target, reason: 'connects to' }))),
      ),
    ),
  );
}

/** Storage that binds to its first consumer leaves a claim pending, and the wave with it, until that consumer exists. */
function firstConsumer(model: Model, claim: Entry): string[] {
  const [first] = model.workloads
    .filter(({ pod }) => claimNames(pod).includes(claim.object.metadata.name))
    .sort((a, b) => waveOf(a.object) - waveOf(b.object));
  // A claim that names its volume waits for nobody.
  if (!first || claim.object.spec?.volumeName || waveOf(claim.object) >= waveOf(first.object)) return [];
  return [
    `${claim.path}: ${title(claim)} is in wave ${waveOf(claim.object)} but its first consumer, ${title(first)}, comes in ` +
      `wave ${waveOf(first.object)}; put both into one wave, or the claim never binds`,
  ];
}

function need(of: Entry, target: Entry | undefined, reason: string): Need[] {
  return target ? [{ of, target, reason }] : [];
}
