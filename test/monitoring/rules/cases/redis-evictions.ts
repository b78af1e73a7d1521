import type { RuleCase } from '../rule-case.ts';
import { constant, counter, gone, join } from '../series.ts';
import { ofBoth, ofExporter, ofOthers, redis } from './exporter-subjects.ts';
import { minutes, teller } from './workload-story.ts';
import { namespace } from './workload-subjects.ts';

const metric = 'redis_evicted_keys_total';
/** A counter that stood still and jumps at once in the fifth minute. */
const jump = (by: number) => join(constant(0, '5m'), constant(by, '25m'));

const others = ofOthers(redis, metric, jump(500));
const tell = teller('RedisEvictions', redis.workload);
const fires = (title: string, series: RuleCase['series']) =>
  tell(
    title,
    { ...others, ...series },
    { silent: ['4m', '15m'], firing: ['5m', '14m'], annotations: [{ summary: `Redis evicts keys in ${namespace}` }] },
  );
const silent = (title: string, series: RuleCase['series']) =>
  tell(title, { ...others, ...series }, { silent: minutes(4, 20) });

export const cases: readonly RuleCase[] = [
  fires('fires at the tenth key, for ten minutes', ofExporter(redis, metric, jump(10))),
  fires(
    'fires with more of them, of which a new exporter knows none',
    ofBoth(redis, metric, [jump(16), constant(0, '30m')]),
  ),
  silent('is silent at nine', ofExporter(redis, metric, jump(9))),
  silent('is silent at six that two exporters count', ofBoth(redis, metric, [jump(6), jump(6)])),
  silent('is silent while no key is evicted', ofExporter(redis, metric, constant(70, '30m'))),
  silent('is silent when a restart resets the counter', {
    ...ofExporter(redis, metric, join(constant(70, '5m'), gone('40s'), constant(0, '24m20s'))),
  }),
  silent('is silent at nine within ten minutes, again and again', {
    ...ofExporter(redis, metric, counter({ perSecond: 9 / 600, for: '30m' })),
  }),
];
