import { hookAnnotations, hookPhases } from '../gitops/hook.ts';
import { waveOf } from '../gitops/sync-wave.ts';
import type { Check } from './check.ts';
import { type Entry, type Model, title, type Workload } from './model.ts';
import { podReferences } from './pod-references.ts';

/** Seconds that a finished Job has to stay, so that Argo CD sees how it ended even after it was away itself. */
const shortestLife = 3600;

/** Hooks of Argo CD that would run too early, never again, pile up, or vanish before anybody has seen how they ended. */
export const syncHooks: Check = (model) =>
  model.entries
    .filter(({ object }) => hookPhases(object).some((phase) => phase !== 'Skip'))
    .flatMap((hook) => mistakes(model, hook));

function mistakes(model: Model, hook: Entry): string[] {
  const workload = model.workloads.find(({ path }) => path === hook.path);
  return [
    ...named(hook),
    ...life(hook),
    ...(workload ? [...early(model, workload), ...released(model, workload)] : []),
  ];
}

function named(hook: Entry): string[] {
  const { metadata } = hook.object as { metadata: { annotations?: Record<string, string>; generateName?: string } };
  const policy = metadata.annotations?.[hookAnnotations.deletePolicy];
  if (metadata.generateName !== undefined) {
    return [
      `${hook.path}: the hook ${hook.object.kind} has generateName "${metadata.generateName}", so that one of them piles up ` +
        'for each sync; give it a name',
    ];
  }
  if (policy === 'BeforeHookCreation') return [];
  return [
    `${hook.path}: the hook ${title(hook)} has ${policy === undefined ? 'no delete policy' : `the delete policy ${policy}`}; ` +
      `annotate it with ${hookAnnotations.deletePolicy}: BeforeHookCreation, so that it can run again and its log stays`,
  ];
}

function life({ path, object }: Entry): string[] {
  const seconds: number | undefined = object.spec?.ttlSecondsAfterFinished;
  if (seconds === undefined || seconds >= shortestLife) return [];
  return [
    `${path}: the hook ${object.kind} ${object.metadata.name} is removed ${seconds} s after it has finished ` +
      '(ttlSecondsAfterFinished), maybe before Argo CD has seen how; leave it out: the next run replaces it',
  ];
}

/** Before the sync there is nothing of what the sync creates. */
function early(model: Model, hook: Workload): string[] {
  if (!runsIn(hook, 'PreSync')) return [];
  const needs = [
    ...podReferences(hook.pod).map(({ kind, name }) => model.find(kind, name)),
    model.find('ServiceAccount', hook.pod.serviceAccountName),
  ].find((entry) => entry !== undefined);
  if (!needs) return [];
  return [
    `${hook.path}: the hook ${title(hook)} runs before the sync, which is what creates ${title(needs)}; make it a Sync hook, ` +
      'in a wave of its own',
  ];
}

/** A change of a hook alone starts no sync, and after the new pods it comes too late. What runs after the sync may be anything. */
function released(model: Model, hook: Workload): string[] {
  if (!runsIn(hook, 'PreSync') && !runsIn(hook, 'Sync')) return [];
  const images: string[] = hook.containers.map(({ image }) => image);
  const others = model.workloads.filter(({ object, path }) => path !== hook.path && isRun(object.kind));
  const siblings = others.filter(({ containers }) => containers.some(({ image }) => images.includes(image)));
  if (siblings.length === 0) {
    return [
      `${hook.path}: the hook ${title(hook)} runs ${images.join(', ')}, which no workload runs: a change of a hook alone ` +
        'starts no sync; give it the image of the workload that it is for',
    ];
  }
  const late = siblings.find(({ object }) => waveOf(object) <= waveOf(hook.object));
  if (!late || !runsIn(hook, 'Sync')) return [];
  return [
    `${hook.path}: the hook ${title(hook)} is in wave ${waveOf(hook.object)} but ${title(late)}, with the same image, is in ` +
      `wave ${waveOf(late.object)}; give the hook a lower wave, so that it has succeeded before`,
  ];
}

const runsIn = ({ object }: Entry, phase: string) => hookPhases(object).includes(phase);

const isRun = (kind: string) => ['Deployment', 'Rollout', 'StatefulSet', 'DaemonSet'].includes(kind);
