import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, missing, steps } from '../series.ts';
import { ofBoth, ofExporter, ofOthers, redis } from './exporter-subjects.ts';
import { minutes, teller } from './workload-story.ts';
import { namespace } from './workload-subjects.ts';

const length = '30m';
const always = (value: number) => constant(value, length);
const since = (before: number, after: number) => join(constant(before, '5m30s'), constant(after, '24m30s'));
const mebibytes = (count: number) => count * 2 ** 20;

const used = (values: string) => ofExporter(redis, 'redis_memory_used_bytes', values);
const maximum = (values = always(mebibytes(200))) => ofExporter(redis, 'redis_memory_max_bytes', values);
const others = {
  ...ofOthers(redis, 'redis_memory_used_bytes', always(mebibytes(390))),
  ...ofOthers(redis, 'redis_memory_max_bytes', always(mebibytes(400))),
};

const tell = teller('HighMemoryUsage', redis.workload);
const fires = (title: string, series: RuleCase['series']) =>
  tell(
    title,
    { ...maximum(), ...others, ...series },
    {
      silent: ['6m', '10m'],
      firing: ['11m', '20m'],
      annotations: [{ summary: `Redis uses 81% of its memory in ${namespace}` }],
    },
  );
const silent = (title: string, series: RuleCase['series']) =>
  tell(title, { ...maximum(), ...others, ...series }, { silent: minutes(5, 20) });

export const cases: readonly RuleCase[] = [
  fires('fires five minutes after more than 80 % were used', used(since(mebibytes(20), mebibytes(162)))),
  fires('fires while the exporter is replaced, and the new one has not seen everything', {
    ...ofBoth(redis, 'redis_memory_used_bytes', [since(mebibytes(20), mebibytes(162)), always(mebibytes(100))]),
    ...ofBoth(redis, 'redis_memory_max_bytes', [always(mebibytes(200)), always(mebibytes(200))]),
  }),
  silent('is silent at exactly 80 %', used(always(mebibytes(160)))),
  silent('is silent while the exporter is replaced, and both see the same', {
    ...ofBoth(redis, 'redis_memory_used_bytes', [always(mebibytes(150)), always(mebibytes(150))]),
    ...ofBoth(redis, 'redis_memory_max_bytes', [always(mebibytes(200)), always(mebibytes(100))]),
  }),
  silent('is silent without a limit', { ...used(always(mebibytes(900))), ...maximum(always(0)) }),
  silent('is silent when nobody tells the limit', { ...used(always(mebibytes(900))), ...maximum(missing(length)) }),
  silent('is silent when a peak lasts for four minutes', {
    ...used(
      steps([
        [mebibytes(20), '5m30s'],
        [mebibytes(190), '4m'],
        [mebibytes(20), '20m30s'],
      ]),
    ),
  }),
  silent('is silent when the exporter is away', used(join(constant(mebibytes(190), '4m'), gone('26m')))),
];
