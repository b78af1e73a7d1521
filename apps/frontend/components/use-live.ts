'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { IncidentEvent, LatencySample, PlatformStatus } from '../lib/api-types.ts';
import { LiveConnection, type LiveMode } from '../lib/live-connection.ts';

export interface LiveHandlers {
  readonly onStatus?: (status: PlatformStatus) => void;
  readonly onIncident?: (event: IncidentEvent) => void;
}

/** Keeps a page up to date for as long as it is shown. Where events may have been missed, the server renders it anew. */
export function useLive({ onStatus, onIncident }: LiveHandlers): LiveMode {
  const router = useRouter();
  const [mode, setMode] = useState<LiveMode>('connecting');
  const latency = useRef<readonly LatencySample[]>([]);
  const changedStatus = useEffectEvent(async (status: PlatformStatus) => {
    if (!onStatus) return;
    latency.current = (await fetchOwnLatency(status)) ?? latency.current;
    onStatus(withFrontendLatency(status, latency.current));
  });
  const changedIncident = useEffectEvent((event: IncidentEvent) => onIncident?.(event));

  useEffect(() => {
    const connection = new LiveConnection({
      openStream: () => new EventSource('/api/v1/status/stream'),
      fetchStatus,
      onMode: setMode,
      onStatus: changedStatus,
      onIncident: changedIncident,
      onReset: () => router.refresh(),
    });
    const retry = () => connection.retryNow();
    connection.start();
    window.addEventListener('online', retry);
    return () => {
      window.removeEventListener('online', retry);
      connection.stop();
    };
  }, [router]);
  return mode;
}

const timeoutMilliseconds = 5000;

async function fetchJson<T>(path: string): Promise<T> {
  const response = await fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(timeoutMilliseconds) });
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
