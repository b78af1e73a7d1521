import type { k8s } from 'cdk8s-plus-28';
import type { Plain } from './plain.ts';

/** When a probe runs and how much failure it forgives. */
export interface ProbeTiming {
  /**
   * Seconds between two probes.
   * @default 5: a pod that is ready, or broken, is known to be so within seconds
   */
  readonly periodSeconds?: number;
  /**
   * Seconds until an unanswered probe counts as failed.
   * @default 3: Kubernetes' own second is too short for a process that collects garbage on a busy node
   */
  readonly timeoutSeconds?: number;
  /**
   * Failures in a row until the kubelet acts.
   * @default 3, and 30 for the startup probe: 150 seconds to start in
   */
  readonly failureThreshold?: number;
  /**
   * Seconds after which the program itself gives up on the checks behind this probe. The probe must wait longer, or the
   * kubelet never hears the program's own answer; a check at synth enforces it.
   */
  readonly checkTimeoutSeconds?: number;
}

/** A probe that asks over HTTP. */
export interface HttpProbe extends ProbeTiming {
  /** Path on the port that serves. */
  readonly path: string;
}

/** A probe that runs a command in the container. */
export interface CommandProbe extends ProbeTiming {
  /** Command and arguments; no shell unless it names one. */
  readonly command: readonly string[];
}

/** The three probes of a container. Startup holds the other two back, so liveness can be strict from the first answer. */
export interface Probes<Probe> {
  /**
   * Until it succeeds once, the others do not run: `periodSeconds * failureThreshold` is the time to start in.
   * @default what liveness asks and as long as it waits, with the usual intervals
   */
  readonly startup?: Probe;
  /** Restarts the container; it must touch no dependency, or an outage elsewhere becomes a restart loop here. */
  readonly liveness: Probe;
  /** Takes the pod out of its Services. */
  readonly readiness: Probe;
}

type EmittedProbes = Pick<Plain<k8s.Container>, 'startupProbe' | 'livenessProbe' | 'readinessProbe'>;

/** HTTP probes on a named port. */
export function httpProbes(probes: Probes<HttpProbe>, port: string): EmittedProbes {
  return emit(probes, ({ path }) => ({ httpGet: { path, port } }));
}

/** Probes by command. */
export function commandProbes(probes: Probes<CommandProbe>): EmittedProbes {
  return emit(probes, ({ command }) => ({ exec: { command } }));
}

function emit<Probe extends ProbeTiming>(
  { liveness, readiness, startup = withoutTiming(liveness) }: Probes<Probe>,
  handler: (probe: Probe) => Plain<k8s.Probe>,
): EmittedProbes {
  const one = (probe: Probe, defaultThreshold: number): Plain<k8s.Probe> => ({
    ...handler(probe),
    periodSeconds: probe.periodSeconds ?? 5,
    timeoutSeconds: probe.timeoutSeconds ?? 3,
    failureThreshold: probe.failureThreshold ?? defaultThreshold,
  });
  return { startupProbe: one(startup, 30), livenessProbe: one(liveness, 3), readinessProbe: one(readiness, 3) };
}

/** The same question with the same patience, asked at the usual intervals. */
function withoutTiming<Probe extends ProbeTiming>(probe: Probe): Probe {
  return { ...probe, periodSeconds: undefined, failureThreshold: undefined };
}
