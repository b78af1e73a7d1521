'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Freshness } from './freshness.tsx';
import { useLocale } from './locale.tsx';
import { useLive } from './use-live.ts';

interface LiveIncidentsProps {
  /** `undefined`: any incident. */
  readonly id?: string;
  /** Milliseconds since the epoch of what is shown. */
  readonly at: number | undefined;
}

/** Lets the server render the page anew whenever something happened to what it shows. */
export function LiveIncidents({ id, at }: LiveIncidentsProps) {
  const { messages, format } = useLocale();
  const router = useRouter();
  const [said, setSaid] = useState('');
  const mode = useLive({
    onIncident: ({ incident }) => {
      if (id !== undefined && incident.id !== id) return;
      const state = messages.incidents.states[incident.state];
      setSaid(format.text(messages.live.announceIncident, { alert: incident.alert, state }));
      router.refresh();
    },
  });
  return (
    <>
      <p className="visually-hidden" aria-live="polite">
        {said}
      </p>
      <Freshness mode={mode} at={at} />
    </>
  );
}
