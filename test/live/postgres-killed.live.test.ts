import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { survive } from './faults/outage.ts';
import { lingering } from './faults/reasons.ts';
import { LiveStack } from './stack/live-stack.ts';

describe('PostgreSQL is killed', () => {
  let stack: LiveStack;

  beforeAll(async () => {
    stack = await LiveStack.start();
  });

  afterAll(() => stack?.stop());

  it('and started again: arQ learns of it afterwards', () =>
    survive({
      stack,
      scenario: 'PostgreSQL killed',
      fault: () => stack.postgres.kill(),
      mend: () => stack.postgres.startAgain(),
      loud: ['DatabaseDown of arq-postgres', 'NotificationsFailing of monitoring'],
      muted: ['DependencyUnreachable of arq-backend'],
      lingering: lingering.notifications,
      canStore: false,
      hasReaders: true,
    }));
});
