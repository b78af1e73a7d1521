'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { IncidentEvent, LatencySample, PlatformStatus } from '../lib/api-types.ts';
import { answersIn, LiveConnection, type LiveMode, RateLimited } from '../lib/live-connection.ts';
import { Refresher } from '../lib/refresher.ts';
import { repeatForHistory, repeatWithBackoff } from '../lib/repeat.ts';

export interface LiveOptions {
  /** Everything on the page was answered when it was rendered; until it is, the server renders the page again and again. */
  readonly fresh: boolean;
  /** The page shows history, which grows older without any event. Not unless given. */
  readonly showsHistory?: boolean;
  readonly onStatus?: (status: PlatformStatus) => void;
  readonly onIncident?: (event: IncidentEvent) => void;
  /** Whether an event changes what only the server can render. */
  readonly rendersAnew: (event: IncidentEvent) => boolean;
}

/**
 * Keeps a page up to date for as long as it can be seen. Where events may have been missed, or nothing reports them, the
 * server renders it anew; never while nothing answers, since Next.js would then leave the page for the browser's own error.
 */
export function useLive({ fresh, showsHistory = false, onStatus, onIncident, rendersAnew }: LiveOptions): LiveMode {
  const router = useRouter();
  const [refresher] = useState(() => new Refresher({ refresh: () => router.refresh() }));
  const [mode, setMode] = useState<LiveMode>('connecting');
  const latency = useRef<readonly LatencySample[]>([]);
  const changedStatus = useEffectEvent(async (status: PlatformStatus) => {
    if (!onStatus) return;
    latency.current = (await fetchOwnLatency(status)) ?? latency.current;
    onStatus(withFrontendLatency(status, latency.current));
  });
  const changedIncident = useEffectEvent((event: IncidentEvent) => {
    onIncident?.(event);
    if (rendersAnew(event)) refresher.soon();
  });

  useEffect(() => {
    const connection = new LiveConnection({
      openStream: () => new EventSource('/api/v1/status/stream'),
      fetchStatus,
      onMode: setMode,
      onStatus: changedStatus,
      onIncident: changedIncident,
      onReset: () => refresher.soon(),
      onPoll: () => refresher.sometimes(),
    });
    const stopFollowing = followVisibility(connection);
    return () => {
      stopFollowing();
      connection.stop();
      refresher.stop();
    };
  }, [refresher]);

  const answers = answersIn(mode);
  useEffect(() => {
    return answers && !fresh ? repeatWithBackoff(() => refresher.now()) : undefined;
  }, [answers, fresh, refresher]);
  useEffect(() => {
    return answers && showsHistory ? repeatForHistory(() => refresher.now()) : undefined;
  }, [answers, showsHistory, refresher]);
  return mode;
}

/** Tabs that nobody sees hold no connection: a browser has six of HTTP/1.1 to a host, for all tabs together. */
function followVisibility(connection: LiveConnection): () => void {
  const leave = new AbortController();
  const { signal } = leave;
  const follow = () => (document.visibilityState === 'hidden' ? connection.stop() : connection.start());
  document.addEventListener('visibilitychange', follow, { signal });
  window.addEventListener('pagehide', () => connection.stop(), { signal });
  window.addEventListener('pageshow', follow, { signal });
  window.addEventListener('online', () => connection.retryNow(), { signal });
  follow();
  return () => leave.abort();
}

const timeoutMilliseconds = 5000;

async function fetchJson<T>(path: string): Promise<T> {
  const response = await fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(timeoutMilliseconds) });
  if (response.status === 429) throw new RateLimited(`${path} is asked too often`);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as T;
}

const fetchStatus = () => fetchJson<PlatformStatus>('/api/v1/status');

const measuresFrontend = ({ tiers }: PlatformStatus) =>
  tiers.some(({ tier, latency }) => tier === 'frontend' && latency.length > 0);

/** The backend does not measure the frontend: it does so itself. */
const fetchOwnLatency = (status: PlatformStatus) =>
  measuresFrontend(status) ? undefined : fetchJson<LatencySample[]>('/latency').catch(() => undefined);

const withFrontendLatency = (status: PlatformStatus, own: readonly LatencySample[]): PlatformStatus => ({
  ...status,
  tiers: status.tiers.map((tier) =>
    tier.tier === 'frontend' && tier.latency.length === 0 ? { ...tier, latency: [...own] } : tier,
  ),
});
