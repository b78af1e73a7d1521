import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isServed, type Load, startLoad } from './faults/load.ts';
import { isQuiet, survive } from './faults/outage.ts';
import { until } from './readings/until.ts';
import { LiveStack } from './stack/live-stack.ts';

/** What the statement for a list of incidents has in it, and no other. */
const list = 'order by i.started_at desc';

describe('The backend is slow under load', () => {
  let stack: LiveStack;
  const loads: Load[] = [];

  beforeAll(async () => {
    stack = await LiveStack.start({ delaysStatements: true });
  });

  afterAll(async () => {
    for (const load of loads) await load.stop();
    await stack?.stop();
  });

  function load(rate: number): Load {
    const started = startLoad({ url: stack.urls.backend, paths: ['/api/v1/incidents'], rate });
    loads.push(started);
    return started;
  }

  it('and gets quick again: its database takes 1.1 s for a list, and it is ready all the time', async () => {
    await isQuiet(stack);
    const steady = load(20);
    // Nearly as many requests as a budget is reckoned with.
    await until('enough is read', 120, () => isServed(steady, 400));
    await survive({
      scenario: 'backend slow',
      stack,
      fault: () => stack.statements?.delay(1_100, list),
      mend: () => {
        stack.statements?.delay(0, list);
        // The share of slow ones falls as soon as enough is answered quickly.
        load(150);
      },
      loud: ['SlowResponseTime of arq-backend', 'LatencyBudgetBurnFast of arq-backend'],
      muted: [],
      during: async () => {
        const { status } = await fetch(`${stack.urls.backend}/api/v1/health/readiness`);
        expect(status).toBe(200);
      },
    });
  });
});
