'use client';

import type { ReactNode } from 'react';
import type { IncidentDetail } from '../lib/api-types.ts';
import { isOngoing, secondsOf } from '../lib/incidents.ts';
import { useLocale, useNow } from './locale.tsx';
import { DateTime } from './time.tsx';

export function IncidentFacts({ incident }: { readonly incident: IncidentDetail }) {
  const { messages, format } = useLocale();
  const now = useNow();
  const words = messages.incident;
  const { tier, startedAt, endedAt, acknowledgedAt, acknowledgedBy, resolvedBy, runbookUrl, labels } = incident;
  return (
    <section className="card panel" aria-labelledby="details">
      <h2 id="details">{words.details}</h2>
      <dl className="facts">
        <Fact name={words.tier}>{tier ? messages.tiers[tier].name : messages.tiers.none}</Fact>
        <Fact name={words.started}>
          <DateTime at={startedAt} />
        </Fact>
        <Fact name={words.ended}>{endedAt ? <DateTime at={endedAt} /> : words.ongoing}</Fact>
        <Fact name={words.duration}>
          <span suppressHydrationWarning>{format.duration(secondsOf(incident, now))}</span>
        </Fact>
        {acknowledgedAt ? (
          <Fact name={words.acknowledged}>
            <DateTime at={acknowledgedAt} />
            {acknowledgedBy ? (
              <>
                {' · '}
                <bdi>{acknowledgedBy}</bdi>
              </>
            ) : null}
          </Fact>
        ) : null}
        {isOngoing(incident) ? null : (
          <Fact name={words.resolvedBy}>{resolvedBy ? <bdi>{resolvedBy}</bdi> : words.byItself}</Fact>
        )}
        {runbookUrl && isWebAddress(runbookUrl) ? (
          <Fact name={words.runbook}>
            <a href={runbookUrl} rel="noreferrer">
              {words.openRunbook}
            </a>
          </Fact>
        ) : null}
      </dl>
      {labels ? <Labels labels={labels} /> : null}
    </section>
  );
}

/** It comes from whoever wrote the alert: no script may hide in it. */
const isWebAddress = (url: string) => /^https?:\/\//i.test(url);

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Labels({ labels }: { readonly labels: Readonly<Record<string, string>> }) {
  const { messages } = useLocale();
  return (
    <div className="labels">
      <h3>{messages.incident.labels}</h3>
      <p className="muted small">{messages.incident.labelsDetail}</p>
      <ul>
        {Object.entries(labels).map(([name, value]) => (
          <li key={name} className="code" dir="ltr">
            {name}={value}
          </li>
        ))}
      </ul>
    </div>
  );
}
