import { bySubject, type Dashboard, dashboard, type Row, type Subject } from '@arq/constructs';
import { glance } from './glance.ts';
import { marks } from './marks.ts';
import { overviewUid, type Surroundings, tierTag } from './surroundings.ts';

/** What the overview shows. */
export interface OverviewParts extends Surroundings {
  /** Rows of all tiers. */
  readonly tiers: readonly Row[];
  /** Rows about what all environments share: nodes, and the monitoring itself. */
  readonly cluster: readonly Row[];
}

/** From what users notice to its causes. */
const order: readonly Subject[] = [
  'requests',
  'edge',
  'releases',
  'containers',
  'nodes',
  'process',
  'application',
  'database',
  'cache',
  'volumes',
  'jobs',
  'monitoring',
];

/** The dashboard on the wall: the state of everything, and below it all that the dashboards of tiers show. */
export function overview({ tiers, cluster, environment, runbooks }: OverviewParts): Dashboard {
  const rows = bySubject([...tiers, ...cluster], order);
  const visible = rows.filter((row) => 'subject' in row && row.subject === 'requests').length;
  return dashboard({
    uid: overviewUid,
    title: 'arQ Platform Overview',
    description: 'Whether arQ is well, and if not, where to look. What is closed loads when it is opened.',
    rows: [glance(rows), ...rows],
    open: 1 + visible,
    environment,
    tags: ['arq'],
    refresh: '5s',
    links: [
      { title: 'Tiers', tag: tierTag },
      ...(runbooks === undefined ? [] : [{ title: 'Runbooks', url: runbooks }]),
    ],
    marks,
    ...(runbooks === undefined ? {} : { runbooks }),
  });
}
