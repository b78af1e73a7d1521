'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import type { Incident, PlatformStatus, Tier, UptimeHistory } from '../lib/api-types.ts';
import { applyIncident } from '../lib/incidents.ts';
import { AwayNotice } from './away-notice.tsx';
import { Banner } from './banner.tsx';
import { CurrentIncidents } from './current-incidents.tsx';
import { useLocale } from './locale.tsx';
import { recallStatus, storeStatus } from './stored-status.ts';
import { TierCard } from './tier-card.tsx';
import { useLive } from './use-live.ts';

const tiers: readonly Tier[] = ['frontend', 'backend', 'database', 'redis'];

export interface StatusViewProps {
  /** What the server knew; `at` in milliseconds since the epoch. */
  readonly initial: { readonly status: PlatformStatus; readonly at: number } | undefined;
  /** The backend answered the server. */
  readonly fresh: boolean;
  readonly history: UptimeHistory | undefined;
  readonly incidents: readonly Incident[] | undefined;
}

/** The status page: what the server rendered, kept up to date. */
export function StatusView({ initial, fresh, history, incidents }: StatusViewProps) {
  const { messages, format } = useLocale();
  const router = useRouter();
  const [known, setKnown] = useState(initial);
  const [current, setCurrent] = useState(incidents);
  const [said, setSaid] = useState('');
  const mode = useLive({
    onStatus: (status) => {
      const next = { status, at: Date.now() };
      if (known && known.status.state !== status.state) {
        setSaid(format.text(messages.live.announceOverall, { state: messages.status.banner[status.state] }));
      }
      setKnown(next);
      storeStatus(next);
    },
    onIncident: (event) => {
      const { alert, state } = event.incident;
      setCurrent((before) => before && applyIncident(before, event));
      setSaid(format.text(messages.live.announceIncident, { alert, state: messages.incidents.states[state] }));
    },
  });

  // What the server renders anew replaces what this page has.
  useEffect(() => setCurrent(incidents), [incidents]);
  useEffect(() => {
    setKnown((before) => newer(newer(initial, before), fresh ? undefined : recallStatus()));
  }, [initial, fresh]);
  const answers = mode === 'live' || mode === 'polling';
  useEffect(() => {
    if (answers && !fresh) router.refresh();
  }, [answers, fresh, router]);

  const away = mode === 'offline' || (mode === 'connecting' && !fresh);
  return (
    <div className="stack" data-away={away}>
      <p className="visually-hidden" aria-live="polite" data-testid="announcements">
        {said}
      </p>
      {away ? <AwayNotice at={known?.at} /> : null}
      <Banner status={known?.status} mode={away ? 'offline' : mode} at={known?.at} />
      <CurrentIncidents incidents={current} />
      <section aria-labelledby="tiers">
        <div className="section-head">
          <h2 id="tiers">{messages.status.tiers}</h2>
          <p className="muted small">{messages.status.tiersDetail}</p>
        </div>
        <ul className="tiers">
          {tiers.map((tier) => (
            <TierCard
              key={tier}
              tier={tier}
              status={known?.status.tiers.find((status) => status.tier === tier)}
              history={history?.tiers.find((uptime) => uptime.tier === tier)}
            />
          ))}
        </ul>
      </section>
    </div>
  );
}

type Known = StatusViewProps['initial'];
const newer = (a: Known, b: Known): Known => (!a || (b && b.at > a.at) ? b : a);
