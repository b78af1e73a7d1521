import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, steps } from '../series.ts';
import { ofBoth, ofExporter, ofOthers, postgres } from './exporter-subjects.ts';
import { minutes, teller } from './workload-story.ts';

const length = '30m';
const always = (value: number) => constant(value, length);
const failing = join(constant(1, '5m30s'), constant(0, '24m30s'));
const vanished = join(constant(1, '5m30s'), gone('24m30s'));

const up = (values: string) => ofExporter(postgres, 'pg_up', values);
const collectors = (values: Readonly<Record<string, string>>) =>
  Object.assign(
    {},
    ...Object.entries(values).map(([collector, success]) =>
      ofExporter(postgres, 'pg_scrape_collector_success', success, { collector }),
    ),
  );
/** Of others, one collector of several fails all the time. */
const others = {
  ...ofOthers(postgres, 'pg_up', always(1)),
  ...ofOthers(postgres, 'pg_scrape_collector_success', always(0), { collector: 'locks' }),
};

const tell = teller('PostgresCollectorFailing', postgres.workload);
const fires = (title: string, series: RuleCase['series']) =>
  tell(title, { ...others, ...series }, { silent: ['6m', '10m'], firing: ['11m', '20m'] });
const silent = (title: string, series: RuleCase['series']) =>
  tell(title, { ...others, ...series }, { silent: minutes(5, 20) });

export const cases: readonly RuleCase[] = [
  fires('fires five minutes after one collector of several began to fail', {
    ...up(always(1)),
    ...collectors({ database: always(1), locks: failing, wal: always(1) }),
  }),
  fires('fires when new connections are refused, so that there is no word of any collector', {
    ...up(always(1)),
    ...collectors({ database: vanished, locks: vanished }),
  }),
  fires('fires when collectors of one exporter of two fail', {
    ...ofBoth(postgres, 'pg_up', [always(1), always(1)]),
    ...ofBoth(postgres, 'pg_scrape_collector_success', [always(1), failing], { collector: 'database' }),
  }),
  silent('is silent while all collectors succeed', {
    ...up(always(1)),
    ...collectors({ database: always(1), locks: always(1), wal: always(1) }),
  }),
  silent('is silent when the server is down, which DatabaseDown tells', {
    ...up(failing),
    ...collectors({ database: vanished, locks: failing }),
  }),
  silent('is silent when the exporter is away', {
    ...up(vanished),
    ...collectors({ database: vanished, locks: vanished }),
  }),
  silent('is silent when a collector fails for four minutes', {
    ...up(always(1)),
    ...collectors({
      database: always(1),
      locks: steps([
        [1, '5m30s'],
        [0, '4m'],
        [1, '20m30s'],
      ]),
    }),
  }),
];
