import type { RuleCase } from '../rule-case.ts';
import { constant, counter, join } from '../series.ts';
import { ofBoth, ofExporter, ofOthers, postgres } from './exporter-subjects.ts';
import { minutes, teller } from './workload-story.ts';
import { namespace } from './workload-subjects.ts';

const metric = 'pg_stat_database_deadlocks';
const arq = { datid: '16384', datname: 'arq' };
/** A counter that stood still and jumps at once in the fifth minute. */
const jump = (by: number, from = 0) => join(constant(from, '5m'), constant(from + by, '25m'));
const others = ofOthers(postgres, metric, jump(50), arq);
const tell = teller('PostgresDeadlocks', postgres.workload, [{ namespace, datname: 'arq' }]);
const fires = (title: string, series: RuleCase['series']) =>
  tell(
    title,
    { ...others, ...series },
    {
      silent: ['4m', '15m'],
      firing: ['5m', '14m'],
      annotations: [{ summary: `Deadlocks in database arq in ${namespace}` }],
    },
  );
const silent = (title: string, series: RuleCase['series']) =>
  tell(title, { ...others, ...series }, { silent: minutes(4, 20) });

export const cases: readonly RuleCase[] = [
  fires('fires at the fifth deadlock, for ten minutes', ofExporter(postgres, metric, jump(5), arq)),
  fires('fires with more of them, of which a new exporter knows none', {
    ...ofBoth(postgres, metric, [jump(8), constant(0, '30m')], arq),
  }),
  silent('is silent at four', ofExporter(postgres, metric, jump(4), arq)),
  silent('is silent at three that two exporters count', ofBoth(postgres, metric, [jump(3), jump(3)], arq)),
  silent('is silent at three in each of two databases', {
    ...ofExporter(postgres, metric, jump(3), arq),
    ...ofExporter(postgres, metric, jump(3), { datid: '16385', datname: 'reports' }),
  }),
  silent('is silent when a crash resets the counter', {
    ...ofExporter(postgres, metric, join(constant(90, '5m'), constant(0, '25m')), arq),
  }),
  silent('is silent at four within ten minutes, again and again', {
    ...ofExporter(postgres, metric, counter({ perSecond: 4 / 600, for: '30m' }), arq),
  }),
];
