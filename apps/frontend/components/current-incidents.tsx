'use client';

import Link from 'next/link';
import type { Incident } from '../lib/api-types.ts';
import { ForwardIcon, StateIcon } from './icons.tsx';
import { IncidentRow } from './incident-row.tsx';
import { useLocale } from './locale.tsx';

/** What goes on. `undefined`: it cannot be said. */
export function CurrentIncidents({ incidents }: { readonly incidents: readonly Incident[] | undefined }) {
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
      <Content incidents={incidents} />
    </section>
  );
}

function Content({ incidents }: { readonly incidents: readonly Incident[] | undefined }) {
  const { messages } = useLocale();
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
  return (
    <ul className="card incident-list">
      {incidents.map((incident) => (
        <IncidentRow key={incident.id} incident={incident} heading="h3" />
      ))}
    </ul>
  );
}
