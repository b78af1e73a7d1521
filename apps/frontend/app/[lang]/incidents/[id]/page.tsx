import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { AwayNotice } from '../../../../components/away-notice.tsx';
import { IncidentStateBadge, SeverityBadge } from '../../../../components/badges.tsx';
import { BackIcon } from '../../../../components/icons.tsx';
import { IncidentFacts } from '../../../../components/incident-facts.tsx';
import { LiveIncidents } from '../../../../components/live-incidents.tsx';
import { NotFoundPage } from '../../../../components/not-found-page.tsx';
import { OperatorActions } from '../../../../components/operator-actions.tsx';
import { Timeline } from '../../../../components/timeline.tsx';
import { isLanguage } from '../../../../i18n/languages.ts';
import { messagesOf } from '../../../../i18n/messages.ts';
import type { IncidentDetail } from '../../../../lib/api-types.ts';
import type { Answer } from '../../../../server/backend.ts';
import { askIncident, askReader } from '../../../../server/questions.ts';

interface PageProps {
  readonly params: Promise<{ readonly lang: string; readonly id: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { lang, id } = await params;
  if (!isLanguage(lang)) return {};
  const answer = await askIncident(id);
  const { incidents, notFound: missing } = messagesOf(lang);
  if (isMissing(answer)) return { title: missing.title, robots: { index: false } };
  return { title: 'value' in answer ? answer.value.alert : incidents.title };
}

/** An id that the backend does not take belongs to no incident either. */
const isMissing = ({ kind }: Answer<IncidentDetail>) => kind === 'missing' || kind === 'refused';

export default async function IncidentDetailPage({ params }: PageProps) {
  const { lang, id } = await params;
  if (!isLanguage(lang)) notFound();
  const messages = messagesOf(lang);
  const [answer, reader] = await Promise.all([askIncident(id), askReader()]);
  if (isMissing(answer)) return <NotFoundPage language={lang} />;
  const at = 'value' in answer ? answer.at : undefined;
  const live = <LiveIncidents id={id} at={at} fresh={answer.kind === 'fresh'} />;
  return (
    <div className="stack">
      <Link className="back-link" href={`/${lang}/incidents`} prefetch={false}>
        <BackIcon />
        {messages.incident.back}
      </Link>
      {answer.kind === 'fresh' ? null : <AwayNotice at={at} limited={answer.kind === 'limited'} />}
      {'value' in answer ? (
        <>
          <IncidentHead incident={answer.value} live={live} />
          <div className="columns">
            <div className="stack">
              <Timeline events={answer.value.timeline} />
              <OperatorActions incident={answer.value} reader={reader} />
            </div>
            <IncidentFacts incident={answer.value} />
          </div>
        </>
      ) : (
        <div className="page-head">
          <h1>{messages.incidents.title}</h1>
          {live}
        </div>
      )}
    </div>
  );
}

function IncidentHead({ incident, live }: { readonly incident: IncidentDetail; readonly live: ReactNode }) {
  return (
    <div className="incident-head card" data-tone={incident.severity}>
      <div className="incident-head-badges">
        <SeverityBadge severity={incident.severity} />
        <IncidentStateBadge state={incident.state} />
        {live}
      </div>
      <h1>
        <bdi>{incident.alert}</bdi>
      </h1>
      <p className="lead">
        <bdi>{incident.summary}</bdi>
      </p>
      {incident.description ? (
        <p className="muted">
          <bdi>{incident.description}</bdi>
        </p>
      ) : null}
    </div>
  );
}
