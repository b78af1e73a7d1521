import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { survive } from './faults/outage.ts';
import { LiveStack } from './stack/live-stack.ts';

describe('Redis is frozen', () => {
  let stack: LiveStack;

  beforeAll(async () => {
    stack = await LiveStack.start();
  });

  afterAll(() => stack?.stop());

  it('and thawed', () =>
    survive({
      stack,
      scenario: 'Redis frozen',
      fault: () => stack.redis.freeze(),
      mend: () => stack.redis.thaw(),
      loud: ['RedisDown of arq-redis'],
      muted: ['DependencyUnreachable of arq-backend'],
    }));
});
