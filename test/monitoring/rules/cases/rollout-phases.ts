import { constant, gone, join, missing } from '../series.ts';
import { pair, type Told, toldTwice } from './workload-subjects.ts';

/** Phases of a Rollout as its controller names them. */
export type Phase = 'Completed' | 'Progressing' | 'Paused' | 'Timeout' | 'InvalidSpec' | 'Abort' | 'Error';

/** One phase after another, each for a while. */
export type Phases = readonly (readonly [phase: Phase, duration: string])[];

/**
 * What two replicas of the controller tell of a Rollout: one series with the phase as a label, and another one once that
 * changes.
 * @param second what the second one tells, where it differs
 */
export function phasesOf(namespace: string, name: string, first: Phases, second = first): Record<string, string> {
  const phases = [...new Set([...first, ...second].map(([phase]) => phase))];
  return Object.assign(
    {},
    ...phases.map((phase) => toldOf(namespace, name, phase, [valuesOf(phase, first), valuesOf(phase, second)])),
  );
}

function toldOf(namespace: string, name: string, phase: Phase, values: Told): Record<string, string> {
  return toldTwice('rollout_info', { namespace, name, strategy: 'blueGreen', phase }, ...pair(values));
}

/** 1 while the Rollout is in the phase, and no such series otherwise. */
function valuesOf(phase: Phase, phases: Phases): string {
  let wasThere = false;
  return join(
    ...phases.map(([now, duration]) => {
      const isThere = now === phase;
      const left = wasThere && !isThere;
      wasThere = isThere;
      if (isThere) return constant(1, duration);
      return left ? gone(duration) : missing(duration);
    }),
  );
}
