import { elsewhere, named, namespace } from '../rules/cases/workload-subjects.ts';
import { constant, counter, gone, join, missing } from '../rules/series.ts';
import { type Answered, counted } from './colour-series.ts';
import type { Story } from './story.ts';
import type { Template } from './templates.ts';

const perMinute = (requests: number) => counter({ perSecond: requests / 60, for: '4m' });
/** What it has counted already when it is first seen, half a minute before it is asked; then so many a minute. */
const since = (already: number, requests: number) => join(missing('2m30s'), `${already}+${requests / 6}x8`);
const until = (requests: number) => join(counter({ perSecond: requests / 60, for: '2m30s' }), gone('1m30s'));

/** How large a share of a colour's requests fails. */
export function storiesOfErrors(template: Template): readonly Story[] {
  const { service } = template;
  const requests = (well: string, failed: string, answered: Answered = {}) => ({
    ...counted(template, answered, well),
    ...counted(template, { ...answered, status: 503 }, failed),
  });
  const tell = (title: string, series: Story['series'], share: number, passes: boolean): Story => ({
    metric: 'errors',
    title,
    series,
    result: [share],
    passes,
  });
  const well = requests(perMinute(60), perMinute(0));
  const failing = (answered: Answered) => requests(perMinute(0), perMinute(60), answered);
  return [
    tell('passes when nothing was ever asked', { [named('up', { namespace, job: 'arq-neighbour' })]: '1x24' }, 0, true),
    tell(
      'passes when there were no requests, of which nothing is a share',
      requests(perMinute(0), perMinute(0)),
      0,
      true,
    ),
    tell('passes when all is well', well, 0, true),
    tell('passes when two of three requests fail: too few to tell', requests(perMinute(1), steps(2)), 0, true),
    tell('fails when three of six requests fail', requests(steps(3), steps(3)), 0.5, false),
    tell('passes when 1 % of many requests fails', requests(perMinute(594), perMinute(6)), 0.01, true),
    tell('passes at the limit', requests(perMinute(114), perMinute(6)), 0.05, true),
    tell('fails beyond it', requests(perMinute(108), perMinute(12)), 0.1, false),
    tell('fails when all requests fail', requests(perMinute(0), perMinute(60)), 1, false),
    tell(
      'adds up pods and routes',
      {
        ...requests(perMinute(54), perMinute(6)),
        ...requests(perMinute(42), perMinute(18), { pod: 1, route: service.routes[1] }),
      },
      0.2,
      false,
    ),
    tell('passes though many are refused', { ...well, ...counted(template, { status: 404 }, perMinute(600)) }, 0, true),
    tell(
      'fails however many are refused',
      { ...requests(perMinute(54), perMinute(6)), ...counted(template, { status: 404 }, perMinute(600)) },
      0.1,
      false,
    ),
    tell(
      'passes though others fail: the colour before, another job, machines, elsewhere',
      {
        ...well,
        ...failing({ colour: 'before' }),
        ...failing({ job: 'arq-neighbour' }),
        ...failing({ place: elsewhere }),
        ...Object.assign({}, ...service.health.map((route) => failing({ route }))),
      },
      0,
      true,
    ),
    tell(
      'fails though the colour before is well',
      { ...requests(perMinute(54), perMinute(6)), ...requests(perMinute(600), perMinute(0), { colour: 'before' }) },
      0.1,
      false,
    ),
    tell(
      'passes right after traffic has moved, whatever either colour had counted before',
      { ...requests(until(60), until(60), { colour: 'before' }), ...requests(since(40, 60), since(30, 0)) },
      0,
      true,
    ),
    tell(
      'fails right after traffic has moved, by what it has counted since',
      { ...requests(until(60), until(0), { colour: 'before' }), ...requests(since(40, 60), since(30, 60)) },
      0.5,
      false,
    ),
    tell(
      'passes when the failures were more than a minute ago',
      requests(perMinute(60), join(constant(0, '1m'), constant(30, '3m'))),
      0,
      true,
    ),
  ];
}

/** A counter that rises by so much within the last minute, evenly enough to count whole failures. */
function steps(failures: number): string {
  return join(
    constant(0, '2m20s'),
    ...Array.from({ length: failures }, (_, index) => constant(index + 1, '10s')),
    constant(failures, '1m'),
  );
}
