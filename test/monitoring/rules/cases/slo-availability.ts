import type { RuleCase } from '../rule-case.ts';
import { counter } from '../series.ts';
import { counted } from './http-service.ts';
import { stories } from './slo-stories.ts';

export const cases: readonly RuleCase[] = stories({
  name: 'Availability',
  budget: 0.001,
  minimum: 10,
  of: 'bad',
  requests: (service, asked, traffic) => {
    const count = (share: (bad: number) => number) =>
      counter(
        ...traffic.map(({ perSecond, bad, minutes }) => ({
          perSecond: perSecond * share(bad),
          for: `${minutes * 60}s`,
        })),
      );
    // Refused requests are neither well answered nor failed.
    if (asked.status !== undefined)
      return counted(
        service,
        asked,
        count(() => 1),
      );
    return {
      ...counted(
        service,
        asked,
        count((bad) => 1 - bad),
      ),
      ...counted(
        service,
        { ...asked, status: 500 },
        count((bad) => bad),
      ),
    };
  },
});
