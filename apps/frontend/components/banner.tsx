'use client';

import type { Incident, PlatformStatus } from '../lib/api-types.ts';
import type { LiveMode } from '../lib/live-connection.ts';
import { worstTier } from '../lib/worst-tier.ts';
import { Freshness } from './freshness.tsx';
import { StateIcon } from './icons.tsx';
import { useLocale } from './locale.tsx';
import { Release } from './release.tsx';

interface BannerProps {
  readonly status: PlatformStatus | undefined;
  readonly incidents: readonly Incident[] | undefined;
  readonly mode: LiveMode;
  readonly at: number | undefined;
}

/** The one thing that everybody wants to know. */
export function Banner({ status, incidents, mode, at }: BannerProps) {
  const { messages, format } = useLocale();
  const known = status?.state ?? 'unknown';
  // What was known is not what is: it keeps its words, and loses its colour.
  const remembered = (mode === 'offline' || mode === 'limited') && known !== 'unknown';
  const state = remembered ? 'unknown' : known;
  const worst = status && !remembered ? worstTier(status, incidents) : undefined;
  const headline = messages.status.banner[known];
  return (
    <section className="banner card" data-tone={state} aria-labelledby="overall">
      <svg className="banner-orbits" viewBox="0 0 400 400" aria-hidden="true" focusable="false">
        {[70, 120, 170, 220].map((radius) => (
          <circle key={radius} cx="200" cy="200" r={radius} />
        ))}
      </svg>
      <div className="banner-icon" data-live={mode === 'live'}>
        <StateIcon state={state} size={34} />
      </div>
      <div className="banner-text">
        <h1 id="overall">{remembered ? format.text(messages.status.lastKnown, { state: headline }) : headline}</h1>
        {worst ? (
          <p className="banner-worst" suppressHydrationWarning>
            {worst.since === undefined
              ? messages.tiers[worst.tier].name
              : format.text(messages.status.worst, {
                  tier: messages.tiers[worst.tier].name,
                  time: format.since(worst.since, at ?? Date.parse(worst.since)),
                })}
          </p>
        ) : null}
        {remembered ? null : <p className="muted">{messages.status.bannerDetail[state]}</p>}
        <Freshness mode={mode} at={at} />
      </div>
      {status ? <Release {...status.release} /> : null}
    </section>
  );
}
