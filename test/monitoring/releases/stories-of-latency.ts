import { elsewhere, named, namespace } from '../rules/cases/workload-subjects.ts';
import { constant, counter, gone, join, missing } from '../rules/series.ts';
import { type Answered, timed } from './colour-series.ts';
import type { Story } from './story.ts';
import type { Template } from './templates.ts';

const perMinute = (requests: number) => counter({ perSecond: requests / 60, for: '4m' });
const since = (already: number, requests: number) => join(missing('2m30s'), `${already}+${requests / 6}x8`);
const until = (requests: number) => join(counter({ perSecond: requests / 60, for: '2m30s' }), gone('1m30s'));
const jump = (to: number) => join(constant(0, '2m20s'), constant(to, '1m40s'));

/** How long a colour's requests take; only what is slow is told as seconds. */
export function storiesOfLatency(template: Template): readonly Story[] {
  const { service } = template;
  /** So many within the objective, so many up to 2.5 s, and so many longer, all of them by minute. */
  const requests = (quick: number, slow: number, endless: number, answered: Answered = {}) =>
    timed(template, answered, [perMinute(quick), perMinute(quick + slow), perMinute(quick + slow + endless)]);
  const tell = (title: string, series: Story['series'], seconds: number, passes: boolean): Story => ({
    metric: 'latency',
    title,
    series,
    result: [seconds],
    passes,
  });
  const well = requests(60, 0, 0);
  return [
    tell('passes when nothing was ever asked', { [named('up', { namespace, job: 'arq-neighbour' })]: '1x24' }, 0, true),
    tell('passes when there were no requests, whose time is no number', requests(0, 0, 0), 0, true),
    tell('passes when all requests are quick', well, 0, true),
    tell('passes when one of a few requests is slow', timed(template, {}, [jump(3), jump(4), jump(4)]), 0, true),
    tell('passes when two of a few requests are slow', timed(template, {}, [jump(3), jump(5), jump(5)]), 0, true),
    tell('fails when three of a few requests are slow', timed(template, {}, [jump(3), jump(6), jump(6)]), 2.35, false),
    tell('passes when 4 % of many requests are slow', requests(576, 24, 0), 0.99, true),
    tell('fails when 10 % are', requests(540, 60, 0), 1.75, false),
    tell('fails when they take longer than anything that is counted', requests(54, 0, 6), 2.5, false),
    tell(
      'passes though others are slow: the colour before, another job, machines, refusals, elsewhere',
      {
        ...well,
        ...requests(0, 60, 0, { colour: 'before' }),
        ...requests(0, 60, 0, { job: 'arq-neighbour' }),
        ...requests(0, 60, 0, { place: elsewhere }),
        ...requests(0, 60, 0, { status: 404 }),
        ...Object.assign({}, ...service.health.map((route) => requests(0, 60, 0, { route }))),
        ...(service.stream ? requests(0, 60, 0, { route: service.stream }) : {}),
      },
      0,
      true,
    ),
    tell(
      'fails though the colour before is quick',
      { ...requests(54, 6, 0), ...requests(600, 0, 0, { colour: 'before' }) },
      1.75,
      false,
    ),
    tell(
      'passes right after traffic has moved, however slow its first requests were',
      {
        ...timed(template, { colour: 'before' }, [until(60), until(60), until(60)]),
        ...timed(template, {}, [since(20, 60), since(60, 60), since(60, 60)]),
      },
      0,
      true,
    ),
    tell(
      'fails right after traffic has moved, by what it has been asked since',
      {
        ...timed(template, { colour: 'before' }, [until(60), until(60), until(60)]),
        ...timed(template, {}, [since(40, 30), since(40, 60), since(40, 60)]),
      },
      2.35,
      false,
    ),
  ];
}
