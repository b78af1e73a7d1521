import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { AwayNotice } from '../../../components/away-notice.tsx';
import { ForwardIcon } from '../../../components/icons.tsx';
import { IncidentFilters } from '../../../components/incident-filters.tsx';
import { IncidentRow } from '../../../components/incident-row.tsx';
import { LiveIncidents } from '../../../components/live-incidents.tsx';
import { isLanguage, type Language } from '../../../i18n/languages.ts';
import { type Messages, messagesOf } from '../../../i18n/messages.ts';
import type { IncidentPage } from '../../../lib/api-types.ts';
import { type IncidentQuery, pageSearch, readIncidentQuery } from '../../../lib/incident-query.ts';
import { isPending } from '../../../server/backend.ts';
import { askIncidents } from '../../../server/questions.ts';

interface PageProps {
  readonly params: Promise<{ readonly lang: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { lang } = await params;
  return isLanguage(lang) ? { title: messagesOf(lang).incidents.title } : {};
}

export default async function IncidentsPage({ params, searchParams }: PageProps) {
  const { lang } = await params;
  if (!isLanguage(lang)) notFound();
  const messages = messagesOf(lang);
  const query = readIncidentQuery(await searchParams);
  const answer = await askIncidents(query);
  const at = 'value' in answer ? answer.at : undefined;
  const away = isPending(answer);
  return (
    <div className="stack">
      <div className="page-head">
        <div>
          <h1>{messages.incidents.title}</h1>
          <p className="muted">{messages.incidents.description}</p>
        </div>
        <LiveIncidents at={at} fresh={!away} />
      </div>
      {away ? <AwayNotice at={at} limited={answer.kind === 'limited'} /> : null}
      <IncidentFilters query={query} />
      {'value' in answer ? (
        <Incidents page={answer.value} query={query} language={lang} messages={messages} />
      ) : away ? null : (
        <NoIncident language={lang} messages={messages} />
      )}
    </div>
  );
}

interface IncidentsProps {
  readonly page: IncidentPage;
  readonly query: IncidentQuery;
  readonly language: Language;
  readonly messages: Messages;
}

function Incidents({ page, query, language, messages }: IncidentsProps) {
  if (page.items.length === 0) return <NoIncident language={language} messages={messages} />;
  const { cursor, ...filters } = query;
  const to = (target: IncidentQuery) => `/${language}/incidents${pageSearch(target)}`;
  return (
    <>
      <ul className="card incident-list">
        {page.items.map((incident) => (
          <IncidentRow key={incident.id} incident={incident} heading="h2" />
        ))}
      </ul>
      {cursor || page.nextCursor ? (
        <nav className="pages" aria-label={messages.incidents.pages}>
          {cursor ? (
            <Link className="button" href={to(filters)} prefetch={false}>
              {messages.incidents.first}
            </Link>
          ) : null}
          {page.nextCursor ? (
            <Link className="button" href={to({ ...filters, cursor: page.nextCursor })} prefetch={false} rel="next">
              {messages.incidents.next}
              <ForwardIcon />
            </Link>
          ) : null}
        </nav>
      ) : null}
    </>
  );
}

function NoIncident({ language, messages }: Pick<IncidentsProps, 'language' | 'messages'>) {
  return (
    <div className="card empty">
      <p>
        <strong>{messages.incidents.empty}</strong>
      </p>
      <p className="muted small">{messages.incidents.emptyDetail}</p>
      <Link className="button" href={`/${language}/incidents`} prefetch={false}>
        {messages.incidents.all}
      </Link>
    </div>
  );
}
