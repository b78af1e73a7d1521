'use client';

import Link from 'next/link';
import type { Incident } from '../lib/api-types.ts';
import { isOngoing, secondsOf } from '../lib/incidents.ts';
import { IncidentStateBadge, SeverityBadge } from './badges.tsx';
import { ForwardIcon } from './icons.tsx';
import { useLocale, useNow } from './locale.tsx';
import { RelativeTime } from './time.tsx';

/** One incident in a list. */
export function IncidentRow({
  incident,
  heading: Heading,
}: {
  readonly incident: Incident;
  readonly heading: 'h2' | 'h3';
}) {
  const { language, messages, format } = useLocale();
  const now = useNow();
  const duration = format.duration(roundToMinutes(secondsOf(incident, now)), messages.units);
  const { lasted, lasting } = messages.incidents;
  return (
    <li className="incident" data-tone={incident.severity} data-resolved={!isOngoing(incident)}>
      <div className="incident-main">
        <Heading className="incident-title">
          <Link href={`/${language}/incidents/${incident.id}`} prefetch={false} className="stretched">
            <bdi>{incident.alert}</bdi>
          </Link>
        </Heading>
        <p className="incident-summary">
          <bdi>{incident.summary}</bdi>
        </p>
        <p className="incident-facts muted small">
          <span>{incident.tier ? messages.tiers[incident.tier].name : messages.tiers.none}</span>
          {' · '}
          {isOngoing(incident) ? (
            <span suppressHydrationWarning>{format.text(lasting, { duration })}</span>
          ) : (
            <>
              <RelativeTime at={incident.startedAt} />
              {' · '}
              <span suppressHydrationWarning>{format.text(lasted, { duration })}</span>
            </>
          )}
        </p>
      </div>
      <div className="incident-badges">
        <SeverityBadge severity={incident.severity} />
        <IncidentStateBadge state={incident.state} />
      </div>
      <ForwardIcon />
    </li>
  );
}

/** Seconds would change while one reads. */
const roundToMinutes = (seconds: number) => (seconds < 60 ? seconds : Math.floor(seconds / 60) * 60);
