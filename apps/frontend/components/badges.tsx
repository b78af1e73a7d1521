'use client';

import type { IncidentState, Severity, TierState } from '../lib/api-types.ts';
import { SeverityIcon, StateIcon } from './icons.tsx';
import { useLocale } from './locale.tsx';

export function TierStateBadge({ state }: { readonly state: TierState | 'unknown' }) {
  const { messages } = useLocale();
  return (
    <span className="badge" data-tone={state}>
      <StateIcon state={state} size={14} />
      {messages.status.states[state]}
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
