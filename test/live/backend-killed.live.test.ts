import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { survive } from './faults/outage.ts';
import { lingering } from './faults/reasons.ts';
import { LiveStack } from './stack/live-stack.ts';

describe('The backend is killed', () => {
  let stack: LiveStack;

  beforeAll(async () => {
    stack = await LiveStack.start();
  });

  afterAll(() => stack?.stop());

  it('and started again: arQ learns of it afterwards', () =>
    survive({
      stack,
      scenario: 'backend killed',
      fault: () => stack.killBackend(),
      mend: () => stack.startBackend(),
      loud: ['BackendDown of arq-backend', 'NotificationsFailing of monitoring'],
      muted: [],
      lingering: lingering.notifications,
      canStore: false,
    }));
});
