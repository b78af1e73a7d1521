'use client';

import { useEffect, useState } from 'react';
import type { Incident, PlatformStatus, Tier, TimelineKind, UptimeHistory } from '../lib/api-types.ts';
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
  /** So did all that the page shows. */
  readonly complete: boolean;
  /** It answered that it is asked too often. */
  readonly limited: boolean;
  readonly history: UptimeHistory | undefined;
  /** Worst first. */
  readonly incidents: readonly Incident[] | undefined;
  /** More go on than these. */
  readonly truncated: boolean;
}

/** The status page: what the server rendered, kept up to date. */
export function StatusView(props: StatusViewProps) {
  const { initial, fresh, complete, limited, history, incidents, truncated } = props;
  const { messages, format } = useLocale();
  const [known, setKnown] = useState(initial);
  const [current, setCurrent] = useState(incidents);
  const [said, setSaid] = useState('');
  const mode = useLive({
    fresh: complete,
    showsHistory: true,
    rendersAnew: ({ incident, event }) =>
      truncated || (incident.severity === 'critical' && downtimeKinds.includes(event.kind)),
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

  const isLimited = mode === 'limited' || (mode === 'connecting' && limited);
  const away = isLimited || mode === 'offline' || (mode === 'connecting' && !fresh);
  const total = known?.status.incidents;
  return (
    <div className="stack" data-away={away}>
      <p className="visually-hidden" aria-live="polite" data-testid="announcements">
        {said}
      </p>
      {away ? <AwayNotice at={known?.at} limited={isLimited} /> : null}
      <Banner
        status={known?.status}
        incidents={current}
        mode={isLimited ? 'limited' : away ? 'offline' : mode}
        at={known?.at}
      />
      <CurrentIncidents
        incidents={current}
        total={truncated ? (total ? total.open + total.acknowledged : null) : undefined}
      />
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
              remembered={away}
              status={known?.status.tiers.find((status) => status.tier === tier)}
              history={history?.tiers.find((uptime) => uptime.tier === tier)}
            />
          ))}
        </ul>
      </section>
    </div>
  );
}

/** Kinds of events by which a critical incident begins or ends to count as downtime. */
const downtimeKinds: readonly TimelineKind[] = ['opened', 'reopened', 'resolved'];

type Known = StatusViewProps['initial'];
const newer = (a: Known, b: Known): Known => (!a || (b && b.at > a.at) ? b : a);
