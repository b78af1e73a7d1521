import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { survive } from './faults/outage.ts';
import { lingering } from './faults/reasons.ts';
import { LiveStack } from './stack/live-stack.ts';

describe('The frontend is killed', () => {
  let stack: LiveStack;

  beforeAll(async () => {
    stack = await LiveStack.start();
  });

  afterAll(() => stack?.stop());

  it('and started again', () =>
    survive({
      stack,
      scenario: 'frontend killed',
      fault: () => stack.killFrontend(),
      mend: () => stack.startFrontend(),
      loud: ['FrontendDown of arq-frontend'],
      muted: ['ProbeUnreliable of arq-frontend'],
      lingering: lingering.probe,
      hasPage: false,
    }));
});
