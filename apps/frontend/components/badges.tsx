'use client';

import type { IncidentState, Severity, TierState } from '../lib/api-types.ts';
import { SeverityIcon, StateIcon } from './icons.tsx';
import { useLocale } from './locale.tsx';

interface TierStateBadgeProps {
  readonly state: TierState | 'unknown';
  /** It was so, and nobody knows whether it still is. */
  readonly remembered: boolean;
}

export function TierStateBadge({ state, remembered }: TierStateBadgeProps) {
  const { messages, format } = useLocale();
  const text = messages.status.states[state];
  const past = remembered && state !== 'unknown';
  return (
    <span className="badge" data-tone={past ? 'unknown' : state}>
      <StateIcon state={past ? 'unknown' : state} size={14} />
      {past ? format.text(messages.status.lastKnown, { state: text }) : text}
    </span>
  );
}

export function SeverityBadge({ severity }: { readonly severity: Severity }) {
  const { messages } = useLocale();
  return (
    <span className="badge" data-tone={severity}>
      <SeverityIcon severity={severity} size={14} />
      {messages.incidents.severities[severity]}
    </span>
  );
}

export function IncidentStateBadge({ state }: { readonly state: IncidentState }) {
  const { messages } = useLocale();
  return (
    <span className="badge badge-outline" data-tone={state}>
      <span className="badge-dot" aria-hidden="true" />
      {messages.incidents.states[state]}
    </span>
  );
}
