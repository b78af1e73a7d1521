import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { contract } from '../contract.ts';

/** Of a drill, as much as every release has to answer: the one that is asked may be older or newer than this program. */
const Drill = z.object({
  id: z.string(),
  events: z.array(
    z.object({
      incident: z.object({ alert: z.string(), severity: z.string(), tier: z.string().nullable(), summary: z.string() }),
      event: z.object({ kind: z.string() }),
    }),
  ),
});
export type Drill = z.infer<typeof Drill>;

/** A delivery that nobody else will hear of, and what has to come of it. */
export class PlannedDrill {
  readonly id = randomUUID();
  readonly path = `${contract.paths.drills}/${this.id}`;
  /** Text in both languages of the pages, which has to survive every tier. */
  private readonly summary = `Smoke test ${this.id} – اختبار`;

  /** An alert that fires and goes away within one delivery, as Alertmanager words it. */
  get delivery() {
    const start = Date.now();
    const alert = {
      status: 'firing',
      labels: { alertname: 'SmokeTest', severity: 'critical', tier: 'backend' },
      annotations: { summary: this.summary },
      startsAt: new Date(start - 60_000).toISOString(),
      fingerprint: `smoke-${this.id}`,
    };
    return {
      version: '4',
      status: 'firing',
      receiver: 'smoke',
      groupKey: `smoke-${this.id}`,
      alerts: [alert, { ...alert, status: 'resolved', endsAt: new Date(start).toISOString() }],
    };
  }

  /** Shape of this drill in an answer: of another one it is wrong. */
  get expected(): z.ZodType<Drill> {
    const { id, summary } = this;
    const expected = { alert: 'SmokeTest', severity: 'critical', tier: 'backend', summary };
    return Drill.superRefine((drill, context) => {
      const fault = (message: string) => context.addIssue({ code: 'custom', message });
      if (drill.id !== id) fault(`it is about ${drill.id} instead of ${id}`);
      const kinds = drill.events.map(({ event }) => event.kind).join(', ');
      if (kinds !== 'opened, resolved') fault(`its events are "${kinds}" instead of "opened, resolved"`);
      for (const { incident } of drill.events) {
        for (const [name, value] of Object.entries(expected)) {
          const given = incident[name as keyof typeof expected];
          if (given !== value) fault(`${name} is ${JSON.stringify(given)} instead of ${JSON.stringify(value)}`);
        }
      }
    });
  }
}
