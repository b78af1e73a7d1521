import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Load, startLoad } from './faults/load.ts';
import { isQuiet, survive } from './faults/outage.ts';
import { runSql } from './faults/owner.ts';
import { LiveStack } from './stack/live-stack.ts';

const list = '/api/v1/incidents';
/** Asks for a timeline, which the backend may not read for a while; nobody has heard of the incident. */
const timeline = `${list}/00000000-0000-4000-8000-000000000000`;

describe('The backend fails under load', () => {
  let stack: LiveStack;
  const loads: Load[] = [];

  beforeAll(async () => {
    stack = await LiveStack.start();
  });

  afterAll(async () => {
    for (const load of loads) await load.stop();
    await stack?.stop();
  });

  function load(rate: number): Load {
    const started = startLoad({ url: stack.urls.backend, paths: [...Array<string>(9).fill(list), timeline], rate });
    loads.push(started);
    return started;
  }

  it('and stops to fail: one request in ten is answered with 500, and it is ready all the time', async () => {
    await isQuiet(stack);
    const steady = load(10);
    await survive({
      scenario: 'backend failing',
      stack,
      fault: () => runSql(stack, 'revoke select on incident_events from current_user'),
      mend: async () => {
        await runSql(stack, 'grant select on incident_events to current_user');
        // The share of errors falls as soon as enough is answered well.
        load(150);
      },
      loud: ['HighErrorRate of arq-backend', 'AvailabilityBudgetBurnFast of arq-backend'],
      muted: [],
      during: async () => {
        expect(steady.statuses['500']).toBeGreaterThan(20);
        const { status } = await fetch(`${stack.urls.backend}/api/v1/health/readiness`);
        expect(status).toBe(200);
      },
    });
  });
});
