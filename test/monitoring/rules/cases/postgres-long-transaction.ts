import type { RuleCase } from '../rule-case.ts';
import { constant, ramp, steps } from '../series.ts';
import { ofBoth, ofExporter, ofOthers, postgres } from './exporter-subjects.ts';
import { minutes, teller } from './workload-story.ts';
import { namespace } from './workload-subjects.ts';

const metric = 'pg_stat_activity_max_tx_duration';
const client = {
  datname: 'arq',
  usename: 'arq',
  application_name: 'backend',
  backend_type: 'client backend',
  state: 'active',
};
/** A transaction that began with the story: it is as old. */
const sinceTheBeginning = ramp(0, 3600, '1h');
const of = (labels: Readonly<Record<string, string>>, values = sinceTheBeginning) =>
  ofExporter(postgres, metric, values, { ...client, ...labels });

const others = ofOthers(postgres, metric, constant(9000, '1h'), client);
const tell = teller('PostgresLongTransaction', postgres.workload, [{ namespace, datname: 'arq' }]);
const fires = (title: string, series: RuleCase['series']) =>
  tell(
    title,
    { ...others, ...series },
    {
      silent: ['10m', '30m'],
      firing: ['31m'],
      annotations: [{ summary: `A transaction of database arq runs for 31m 0s in ${namespace}` }],
    },
  );
const silent = (title: string, series: RuleCase['series']) =>
  tell(title, { ...others, ...series }, { silent: minutes(10, 50) });

export const cases: readonly RuleCase[] = [
  fires('fires when a transaction is more than half an hour old, beside a young one', {
    ...of({}),
    ...of({ wait_event: 'ClientRead', state: 'idle in transaction' }, constant(5, '1h')),
  }),
  fires('fires with an exporter that does not tell processes apart', {
    ...ofExporter(postgres, metric, sinceTheBeginning, { datname: 'arq', state: 'active' }),
  }),
  silent('is silent through a backup', {
    ...of({ application_name: 'pg_dump', usename: 'backup' }),
    ...of({ application_name: 'pg_dumpall', usename: 'backup' }),
  }),
  silent('is silent while the server vacuums', of({ backend_type: 'autovacuum worker', usename: '' })),
  silent(
    'is silent when two exporters see a transaction of 25 minutes',
    ofBoth(postgres, metric, [constant(1500, '1h'), constant(1500, '1h')], client),
  ),
  silent('is silent when a transaction ends in time, and another one begins', {
    ...of(
      {},
      steps([
        [600, '10m'],
        [1200, '10m'],
        [1790, '9m'],
        [0, '31m'],
      ]),
    ),
  }),
];
