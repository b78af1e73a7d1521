import type { RuleCase } from '../rule-case.ts';
import { timed } from './http-service.ts';
import { stories } from './slo-stories.ts';

export const cases: readonly RuleCase[] = stories({
  name: 'Latency',
  budget: 0.01,
  minimum: 500,
  of: 'all',
  requests: (service, asked, traffic) =>
    timed(
      service,
      asked,
      ['0.3', '+Inf'],
      traffic.map(({ perSecond, bad, minutes }) => ({
        perSecond,
        inTime: perSecond * (1 - bad),
        for: `${minutes * 60}s`,
      })),
    ),
});
