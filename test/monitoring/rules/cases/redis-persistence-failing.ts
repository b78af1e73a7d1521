import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, steps } from '../series.ts';
import { ofBoth, ofExporter, ofOthers, redis } from './exporter-subjects.ts';
import { minutes, teller } from './workload-story.ts';

const length = '20m';
const write = 'redis_aof_last_write_status';
const rewrite = 'redis_aof_last_bgrewrite_status';
const snapshot = 'redis_rdb_last_bgsave_status';
const statuses = [write, rewrite, snapshot];
const well = constant(1, length);
const failing = join(constant(1, '5m30s'), constant(0, '14m30s'));

const series = (changed: RuleCase['series'] = {}) => ({
  ...Object.assign({}, ...statuses.map((metric) => ofOthers(redis, metric, constant(0, length)))),
  ...Object.assign({}, ...statuses.map((metric) => ofExporter(redis, metric, well))),
  ...changed,
});
const tell = teller('RedisPersistenceFailing', redis.workload);
const fires = (title: string, changed: RuleCase['series']) =>
  tell(title, series(changed), { silent: ['6m', '7m'], firing: ['8m', '15m'] });
const silent = (title: string, changed: RuleCase['series']) => tell(title, series(changed), { silent: minutes(5, 15) });

export const cases: readonly RuleCase[] = [
  fires('fires when the append-only file cannot be written', ofExporter(redis, write, failing)),
  fires('fires when it cannot be rewritten', ofExporter(redis, rewrite, failing)),
  fires('fires when a snapshot cannot be written', ofExporter(redis, snapshot, failing)),
  fires('fires when one exporter of two says so', ofBoth(redis, write, [well, failing])),
  silent('is silent while everything is written', {}),
  silent('is silent when the exporter is away', {
    ...Object.assign(
      {},
      ...statuses.map((metric) => ofExporter(redis, metric, join(constant(1, '5m30s'), gone('14m30s')))),
    ),
  }),
  silent('is silent when one write fails, and the next ones succeed', {
    ...ofExporter(
      redis,
      write,
      steps([
        [1, '5m30s'],
        [0, '1m40s'],
        [1, '12m50s'],
      ]),
    ),
  }),
];
