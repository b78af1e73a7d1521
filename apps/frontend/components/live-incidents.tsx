'use client';

import { useState } from 'react';
import { answersIn } from '../lib/live-connection.ts';
import { ownChanges } from '../lib/own-changes.ts';
import { Freshness } from './freshness.tsx';
import { useLocale } from './locale.tsx';
import { useLive } from './use-live.ts';

interface LiveIncidentsProps {
  /** `undefined`: any incident. */
  readonly id?: string;
  /** Milliseconds since the epoch of what is shown. */
  readonly at: number | undefined;
  /** What is shown was answered when the page was rendered. */
  readonly fresh: boolean;
}

/** Lets the server render the page anew whenever something happened to what it shows, and until it can show it. */
export function LiveIncidents({ id, at, fresh }: LiveIncidentsProps) {
  const { messages, format } = useLocale();
  const [said, setSaid] = useState('');
  const mode = useLive({
    fresh,
    rendersAnew: ({ incident }) => id === undefined || incident.id === id,
    onIncident: ({ incident, event }) => {
      if (id !== undefined && incident.id !== id) return;
      if (ownChanges.take(incident.id, event.kind)) return;
      const state = messages.incidents.states[incident.state];
      setSaid(format.text(messages.live.announceIncident, { alert: incident.alert, state }));
    },
  });
  return (
    <>
      <p className="visually-hidden" aria-live="polite" data-testid="announcements">
        {said}
      </p>
      <Freshness mode={!fresh && (answersIn(mode) || mode === 'connecting') ? 'offline' : mode} at={at} />
    </>
  );
}
