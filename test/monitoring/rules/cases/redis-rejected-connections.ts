import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join } from '../series.ts';
import { ofBoth, ofExporter, ofOthers, redis } from './exporter-subjects.ts';
import { minutes, teller } from './workload-story.ts';
import { namespace } from './workload-subjects.ts';

const metric = 'redis_rejected_connections_total';
/** A counter that stood still and jumps at once in the fifth minute. */
const jump = (by: number) => join(constant(0, '5m'), constant(by, '15m'));

const others = ofOthers(redis, metric, jump(500));
const tell = teller('RedisRejectedConnections', redis.workload);
const fires = (title: string, series: RuleCase['series']) =>
  tell(
    title,
    { ...others, ...series },
    {
      silent: ['4m', '10m'],
      firing: ['5m', '9m'],
      annotations: [{ summary: `Redis refuses connections in ${namespace}` }],
    },
  );
const silent = (title: string, series: RuleCase['series']) =>
  tell(title, { ...others, ...series }, { silent: minutes(4, 15) });

export const cases: readonly RuleCase[] = [
  fires('fires at the fifth one, for five minutes', ofExporter(redis, metric, jump(5))),
  fires(
    'fires with more of them, of which a new exporter knows none',
    ofBoth(redis, metric, [jump(8), constant(0, '20m')]),
  ),
  silent('is silent at four', ofExporter(redis, metric, jump(4))),
  silent('is silent at three that two exporters count', ofBoth(redis, metric, [jump(3), jump(3)])),
  silent('is silent while none is refused', ofExporter(redis, metric, constant(40, '20m'))),
  silent('is silent when a restart resets the counter', {
    ...ofExporter(redis, metric, join(constant(40, '5m'), gone('40s'), constant(0, '14m20s'))),
  }),
];
