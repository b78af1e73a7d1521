'use client';

import type { LiveMode } from '../lib/live-connection.ts';
import { useLocale } from './locale.tsx';

interface FreshnessProps {
  readonly mode: LiveMode;
  /** Milliseconds since the epoch of what is shown; `undefined` where nothing is known. */
  readonly at: number | undefined;
}

/** How fresh the page is. */
export function Freshness({ mode, at }: FreshnessProps) {
  const { messages, format } = useLocale();
  const { live } = messages;
  const time = at === undefined ? undefined : format.time(at);
  const text = {
    connecting: time === undefined ? live.connecting : format.text(live.updated, { time }),
    live: live.live,
    polling: live.polling,
    limited: time === undefined ? live.limitedUnknown : format.text(live.limited, { time }),
    offline: time === undefined ? live.offlineUnknown : format.text(live.offline, { time }),
  }[mode];
  const title = mode === 'live' ? live.liveDetail : mode === 'polling' ? live.pollingDetail : undefined;
  return (
    <p className="freshness" data-mode={mode} title={title} suppressHydrationWarning>
      <span className="freshness-dot" aria-hidden="true" />
      <span className="visually-hidden">{live.label}: </span>
      {text}
    </p>
  );
}
