'use client';

import type { Tier, TierStatus, TierUptime } from '../lib/api-types.ts';
import { TierStateBadge } from './badges.tsx';
import { TierIcon } from './icons.tsx';
import { LatencyChart } from './latency-chart.tsx';
import { useLocale } from './locale.tsx';
import { UptimeBars } from './uptime-bars.tsx';

interface TierCardProps {
  readonly tier: Tier;
  /** The backend is away: what is known is not what is. */
  readonly remembered: boolean;
  /** `undefined`: nothing is known of it. */
  readonly status: TierStatus | undefined;
  readonly history: TierUptime | undefined;
}

export function TierCard({ tier, remembered, status, history }: TierCardProps) {
  const { messages } = useLocale();
  const { name, role } = messages.tiers[tier];
  const state = status?.state ?? 'unknown';
  return (
    <li className="card tier" data-tone={remembered ? 'unknown' : state}>
      <div className="tier-head">
        <span className="tier-icon">
          <TierIcon tier={tier} />
        </span>
        <div className="tier-name">
          <h3>
            <bdi>{name}</bdi>
          </h3>
          <p className="muted small">{role}</p>
        </div>
        <TierStateBadge state={state} remembered={remembered} />
      </div>
      <LatencyChart samples={status?.latency ?? []} />
      <UptimeBars history={history} />
      <p className="tier-incidents small">
        <OpenIncidents count={status?.openIncidents ?? null} />
      </p>
    </li>
  );
}

function OpenIncidents({ count }: { readonly count: number | null }) {
  const { messages, format } = useLocale();
  if (count === null) return <span className="muted">{messages.openIncidentsUnknown}</span>;
  if (count === 0) return <span className="muted">{messages.noOpenIncidents}</span>;
  return <strong>{format.plural(messages.openIncidents, count)}</strong>;
}
