import { bySubject, type Dashboard, dashboard, type Row, type Subject, uidOf } from '@arq/constructs';
import { marks } from './marks.ts';
import { overviewUid, type Surroundings, tierTag } from './surroundings.ts';

/** What the dashboard of a tier shows. */
export interface TierParts extends Surroundings {
  /** Name of the tier, as in `arq-backend`. */
  readonly name: string;
  /** What it is in the platform, as in `backend`. */
  readonly component: string;
  readonly rows: readonly Row[];
}

const order: readonly Subject[] = [
  'edge',
  'requests',
  'releases',
  'application',
  'database',
  'cache',
  'process',
  'containers',
  'volumes',
  'jobs',
];

/** Name in URLs of a tier's dashboard. */
export function tierUid(name: string): string {
  return uidOf(`tier-${name}`);
}

/** The dashboard of one tier: the same rows as in the overview, all open. */
export function tierDashboard({ name, component, rows, environment, runbooks }: TierParts): Dashboard {
  return dashboard({
    uid: tierUid(name),
    title: `arQ ${component}`,
    description: `All that is known of ${name}, from what its users notice to its causes.`,
    rows: bySubject(rows, order),
    environment,
    tags: ['arq', tierTag],
    refresh: '10s',
    links: [
      { title: 'Overview', dashboard: overviewUid },
      { title: 'Tiers', tag: tierTag },
      ...(runbooks === undefined ? [] : [{ title: 'Runbooks', url: runbooks }]),
    ],
    marks,
    ...(runbooks === undefined ? {} : { runbooks }),
  });
}
