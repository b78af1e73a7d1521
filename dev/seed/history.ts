import { catalogue, goingOn, type Kind, operators } from './catalogue.ts';
import { Random } from './random.ts';

/** A row of `incidents`. */
export interface IncidentRow {
  readonly id: string;
  readonly fingerprint: string;
  readonly started_at: Date;
  readonly alert: string;
  readonly severity: string;
  readonly tier: string | null;
  readonly state: 'open' | 'acknowledged' | 'resolved';
  readonly summary: string;
  readonly description: string;
  readonly runbook_url: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ended_at: Date | null;
  readonly acknowledged_at: Date | null;
  readonly acknowledged_by: string | null;
  readonly resolved_by: string | null;
  readonly resolution_received_at: Date | null;
  readonly updated_at: Date;
}

/** A row of `incident_events`. */
export interface EventRow {
  readonly incident_id: string;
  readonly kind: 'opened' | 'acknowledged' | 'commented' | 'resolved';
  readonly at: Date;
  readonly actor: string | null;
  readonly comment: string | null;
}

/** Everything that has happened, the events in their order. */
export interface History {
  readonly incidents: readonly IncidentRow[];
  readonly events: readonly EventRow[];
}

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * Invents the incidents of the last 90 days.
 * @param now what they end at
 */
export function inventHistory(now: Date): History {
  const random = new Random(20_240_229);
  const past = catalogue.flatMap((kind) =>
    Array.from({ length: kind.times }, () => {
      const minutes = Math.round(random.between(...kind.minutes));
      // Nothing of it reaches into the last hours, which belong to what goes on.
      const start = now.getTime() - random.between(0.5 * day, 89.5 * day) - minutes * minute;
      return resolved(kind, new Date(Math.round(start)), minutes, random);
    }),
  );
  const present = goingOn.map((one) => ongoing(one, now, random));
  const all = [...past, ...present];
  return {
    incidents: all.map(({ incident }) => incident).sort((a, b) => +a.started_at - +b.started_at),
    events: all.flatMap(({ events }) => events).sort((a, b) => +a.at - +b.at),
  };
}

interface Told {
  readonly incident: IncidentRow;
  readonly events: readonly EventRow[];
}

function resolved(kind: Kind, start: Date, minutes: number, random: Random): Told {
  const end = after(start, minutes);
  const operator = random.oneOf(operators) ?? null;
  // What is short or of little weight goes away before anybody comes.
  const isTaken = kind.severity === 'critical' || (kind.severity === 'warning' && random.next() < 0.6);
  const isResolvedByHand = isTaken && random.next() < 0.3;
  const story = new Story(kind, start, random);
  if (isTaken) {
    const taken = after(start, Math.min(minutes * 0.4, random.between(1, 8)));
    story.add('acknowledged', taken, operator);
    const comment = random.oneOf(kind.comments);
    if (comment) story.add('commented', between(taken, end, random), operator, comment);
  }
  story.add('resolved', end, isResolvedByHand ? operator : null);
  return story.told('resolved', end);
}

function ongoing({ alert, minutes, takenBy }: (typeof goingOn)[number], now: Date, random: Random): Told {
  const kind = catalogue.find((one) => one.alert === alert);
  if (!kind) throw new Error(`the catalogue has no ${alert}`);
  const start = after(now, -minutes);
  const story = new Story(kind, start, random);
  if (takenBy === undefined) return story.told('open', null);
  story.add('acknowledged', after(start, 6), takenBy);
  story.add('commented', after(start, minutes / 2), takenBy, kind.comments[0] ?? null);
  return story.told('acknowledged', null);
}

/** One incident as it unfolds. */
class Story {
  private readonly id: string;
  private readonly events: EventRow[] = [];
  private readonly kind: Kind;
  private readonly start: Date;
  private readonly fingerprint: string;

  constructor(kind: Kind, start: Date, random: Random) {
    this.kind = kind;
    this.start = start;
    this.id = random.uuid();
    this.fingerprint = random.hex(16);
    this.add('opened', start, null);
  }

  add(kind: EventRow['kind'], at: Date, actor: string | null, comment: string | null = null): void {
    this.events.push({ incident_id: this.id, kind, at, actor, comment });
  }

  told(state: IncidentRow['state'], end: Date | null): Told {
    const { kind, start } = this;
    const event = (name: EventRow['kind']) => this.events.find((one) => one.kind === name);
    const acknowledged = event('acknowledged');
    const resolution = event('resolved');
    const { alert, severity, tier, summary, description } = kind;
    const incident: IncidentRow = {
      id: this.id,
      fingerprint: this.fingerprint,
      started_at: start,
      alert,
      severity,
      tier,
      state,
      summary,
      description,
      runbook_url: `https://runbooks.example.com/${alert}`,
      labels: { alertname: alert, severity, namespace: 'arq', ...(tier ? { tier, pod: `arq-${tier}-0` } : {}) },
      ended_at: end,
      acknowledged_at: acknowledged?.at ?? null,
      acknowledged_by: acknowledged?.actor ?? null,
      resolved_by: resolution?.actor ?? null,
      resolution_received_at: end,
      updated_at: this.events.at(-1)?.at ?? start,
    };
    return { incident, events: this.events };
  }
}

const after = (time: Date, minutes: number) => new Date(time.getTime() + Math.round(minutes * minute));

const between = (from: Date, to: Date, random: Random) => new Date(Math.round(random.between(+from, +to)));
