import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { survive } from './faults/outage.ts';
import { lingering } from './faults/reasons.ts';
import { LiveStack } from './stack/live-stack.ts';

describe('PostgreSQL is frozen', () => {
  let stack: LiveStack;

  beforeAll(async () => {
    stack = await LiveStack.start();
  });

  afterAll(() => stack?.stop());

  it('and thawed: arQ learns of it afterwards', () =>
    survive({
      stack,
      scenario: 'PostgreSQL frozen',
      fault: () => stack.postgres.freeze(),
      mend: () => stack.postgres.thaw(),
      // A scrape hangs as well.
      loud: ['DatabaseDown of arq-postgres', 'ExporterDown of arq-postgres', 'NotificationsFailing of monitoring'],
      muted: ['DependencyUnreachable of arq-backend'],
      lingering: lingering.notifications,
      canStore: false,
      hasReaders: true,
    }));
});
