'use client';

import Link from 'next/link';
import type { Incident } from '../lib/api-types.ts';
import { ForwardIcon, StateIcon } from './icons.tsx';
import { IncidentRow } from './incident-row.tsx';
import { useLocale } from './locale.tsx';

interface CurrentIncidentsProps {
  /** `undefined`: it cannot be said. */
  readonly incidents: readonly Incident[] | undefined;
  /** How many there are, where these are not all of them; `null` where nobody has counted them. */
  readonly total: number | null | undefined;
}

/** What goes on. */
export function CurrentIncidents({ incidents, total }: CurrentIncidentsProps) {
  const { language, messages } = useLocale();
  return (
    <section aria-labelledby="current-incidents">
      <div className="section-head">
        <h2 id="current-incidents">{messages.incidents.current}</h2>
        <Link href={`/${language}/incidents`} prefetch={false} className="section-link">
          {messages.incidents.history}
          <ForwardIcon />
        </Link>
      </div>
      <Content incidents={incidents} total={total} />
    </section>
  );
}

function Content({ incidents, total }: CurrentIncidentsProps) {
  const { language, messages, format } = useLocale();
  if (!incidents) return <p className="card empty muted">{messages.incidents.unknown}</p>;
  if (incidents.length === 0) {
    return (
      <div className="card empty" data-tone="operational">
        <span className="empty-icon">
          <StateIcon state="operational" />
        </span>
        <p>
          <strong>{messages.incidents.none}</strong>
        </p>
        <p className="muted small">{messages.incidents.noneDetail}</p>
      </div>
    );
  }
  const more = total === null || total === undefined ? undefined : total - incidents.length;
  return (
    <>
      <ul className="card incident-list">
        {incidents.map((incident) => (
          <IncidentRow key={incident.id} incident={incident} heading="h3" />
        ))}
      </ul>
      {total === undefined ? null : (
        <Link href={`/${language}/incidents?state=ongoing`} prefetch={false} className="section-link">
          {more !== undefined && more > 0
            ? format.plural(messages.incidents.more, more)
            : messages.incidents.moreUncounted}
          <ForwardIcon />
        </Link>
      )}
    </>
  );
}
