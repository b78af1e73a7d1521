import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { survive } from './faults/outage.ts';
import { OpenPage } from './readings/page.ts';
import { LiveStack } from './stack/live-stack.ts';

describe('Redis is killed', () => {
  let stack: LiveStack;
  let page: OpenPage;

  beforeAll(async () => {
    stack = await LiveStack.start();
    page = await OpenPage.open(stack);
    stack.onStop(() => page.close());
  });

  afterAll(() => stack?.stop());

  it('and started again, and a page that is open shows it', () =>
    survive({
      scenario: 'Redis killed',
      stack,
      fault: () => stack.redis.kill(),
      mend: () => stack.redis.startAgain(),
      loud: ['RedisDown of arq-redis'],
      muted: ['DependencyUnreachable of arq-backend'],
      during: async () => {
        await page.showsOutage('RedisDown');
        await page.keep('docs/incident.png');
      },
      afterwards: () => page.showsNone(),
    }));
});
