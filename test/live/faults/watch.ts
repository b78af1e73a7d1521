import { setTimeout as sleep } from 'node:timers/promises';
import { alertsOf } from '../readings/alerts.ts';
import type { Measurement } from '../readings/timeline.ts';
import type { LiveStack } from '../stack/live-stack.ts';

type Moment = 'fault' | 'mending';

/** Writes down when alerts begin and end, twice a second. */
export interface Watch {
  /** Something begins now. */
  mark(moment: Moment): void;
  stop(): Promise<void>;
  measurements(
    scenario: string,
    floors: ReadonlyMap<string, number>,
    kinds: { readonly muted: readonly string[]; readonly lingering: readonly string[] },
  ): Measurement[];
}

/** Begins to watch. */
export function watch(stack: LiveStack): Watch {
  const moments = new Map<Moment, number>();
  const firstSeen = new Map<string, number>();
  const lastSeen = new Map<string, number>();
  let isOver = false;
  const look = async () => {
    const { firing } = await alertsOf(stack);
    for (const alert of firing) {
      const now = Date.now();
      if (!firstSeen.has(alert)) firstSeen.set(alert, now);
      lastSeen.set(alert, now);
    }
  };
  const loop = (async () => {
    while (!isOver) {
      await look().catch(() => undefined);
      await sleep(500);
    }
  })();
  const since = (moment: Moment, at: number | undefined) => {
    const begin = moments.get(moment);
    return at === undefined || begin === undefined ? undefined : (at - begin) / 1000;
  };
  return {
    mark: (moment) => {
      moments.set(moment, Date.now());
    },
    stop: async () => {
      isOver = true;
      await loop;
    },
    measurements: (scenario, floors, { muted, lingering }) => {
      const { deliveries } = stack.relay;
      return [...floors].map(([alert, floor]) => {
        const accepted = deliveries.find(
          // What is missing only because it has not been looked for yet may have been told before the fault.
          ({ at, alerts, status }) =>
            at > (moments.get('fault') ?? 0) && status === 204 && alerts.includes(`firing ${alert}`),
        );
        return {
          scenario,
          alert,
          isMuted: muted.includes(alert),
          floor,
          firing: since('fault', firstSeen.get(alert)) ?? Number.NaN,
          delivered: since('fault', accepted?.at),
          resolved: lingering.includes(alert) ? undefined : since('mending', lastSeen.get(alert)),
        };
      });
    },
  };
}
