import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, steps } from '../series.ts';
import { ofBoth, ofExporter, ofOthers, postgres } from './exporter-subjects.ts';
import { minutes, teller } from './workload-story.ts';
import { namespace } from './workload-subjects.ts';

const length = '30m';
const always = (value: number) => constant(value, length);
const since = (before: number, after: number) => join(constant(before, '5m30s'), constant(after, '24m30s'));
const client = { datname: 'arq', usename: 'arq', backend_type: 'client backend' };

const activity = 'pg_stat_activity_count';
const connections = (state: string, values: string) => ofExporter(postgres, activity, values, { ...client, state });
/** Of 103 connections ordinary roles may open 100. */
const limits = {
  ...ofExporter(postgres, 'pg_settings_max_connections', always(103)),
  ...ofExporter(postgres, 'pg_settings_superuser_reserved_connections', always(3)),
};
/** Others have 940 of 950 connections in use. */
const others = {
  ...ofOthers(postgres, activity, always(940), { ...client, state: 'active' }),
  ...ofOthers(postgres, 'pg_settings_max_connections', always(1000)),
  ...ofOthers(postgres, 'pg_settings_superuser_reserved_connections', always(50)),
};

const tell = teller('PostgresConnectionsHigh', postgres.workload);
const fires = (title: string, series: RuleCase['series']) =>
  tell(
    title,
    { ...limits, ...others, ...series },
    {
      silent: ['6m', '10m'],
      firing: ['11m', '20m'],
      annotations: [{ summary: `PostgreSQL has 81% of its connections in use in ${namespace}` }],
    },
  );
const silent = (title: string, series: RuleCase['series']) =>
  tell(title, { ...limits, ...others, ...series }, { silent: minutes(5, 20) });

export const cases: readonly RuleCase[] = [
  fires('fires five minutes after more than 80 of 100 were taken', {
    ...connections('active', since(10, 41)),
    ...connections('idle', always(39)),
    ...connections('idle in transaction', always(1)),
  }),
  fires('fires with an exporter that does not tell processes apart', {
    ...ofExporter(postgres, activity, since(10, 41), { datname: 'arq', state: 'active' }),
    ...ofExporter(postgres, activity, always(40), { datname: 'arq', state: 'idle' }),
  }),
  fires('fires while the exporter is replaced, and the new one has not seen everything', {
    ...ofBoth(postgres, activity, [since(10, 81), always(60)], { ...client, state: 'active' }),
    ...ofBoth(postgres, 'pg_settings_max_connections', [always(103), always(103)]),
    ...ofBoth(postgres, 'pg_settings_superuser_reserved_connections', [always(3), always(0)]),
  }),
  silent('is silent at exactly 80 of 100, beside processes of the server itself', {
    ...connections('active', always(80)),
    ...ofExporter(postgres, activity, always(3), { ...client, backend_type: 'autovacuum worker', state: 'active' }),
    ...ofExporter(postgres, activity, always(0), { ...client, backend_type: '', state: 'disabled' }),
  }),
  silent('is silent while the exporter is replaced, and both count the same', {
    ...ofBoth(postgres, activity, [always(80), always(80)], { ...client, state: 'active' }),
    ...ofBoth(postgres, 'pg_settings_max_connections', [always(103), always(53)]),
    ...ofBoth(postgres, 'pg_settings_superuser_reserved_connections', [always(3), always(3)]),
  }),
  silent('is silent when a peak lasts for four minutes', {
    ...connections(
      'active',
      steps([
        [10, '5m30s'],
        [95, '4m'],
        [10, '20m30s'],
      ]),
    ),
  }),
  silent('is silent when the exporter is away', {
    ...connections('active', join(constant(95, '4m'), gone('26m'))),
  }),
];
