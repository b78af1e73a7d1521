import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { type Alerts, alertsOf } from '../readings/alerts.ts';
import { type Incident, incidentsOf, statusPage } from '../readings/incidents.ts';
import { blindSpots, floorOf } from '../readings/rules.ts';
import { record } from '../readings/timeline.ts';
import { difference, until } from '../readings/until.ts';
import type { LiveStack } from '../stack/live-stack.ts';
import { isServed, type Load, startLoad } from './load.ts';
import { watch } from './watch.ts';

/** A fault, and what monitoring has to make of it. */
export interface Outage {
  /** As in `PostgreSQL killed`. */
  readonly scenario: string;
  readonly stack: LiveStack;
  readonly fault: () => Promise<void> | void;
  readonly mend: () => Promise<void> | void;
  /** Alerts that fire and are told, by name and workload. */
  readonly loud: readonly string[];
  /** Alerts that fire as well, and of which nobody is told. */
  readonly muted: readonly string[];
  /**
   * Alerts that are on for longer than a test may last after all is well, and why.
   * @default none
   */
  readonly lingering?: Readonly<Record<string, string>>;
  /**
   * Whether arQ cannot store incidents meanwhile: it learns of them afterwards.
   * @default true
   */
  readonly canStore?: boolean;
  /**
   * Whether the status page can be read meanwhile.
   * @default true
   */
  readonly hasPage?: boolean;
  /**
   * Whether people read until the fault, and again once all is mended. What is not ready gets no requests, but those of
   * Alertmanager: without any others before, its retries alone would be a high rate of errors.
   * @default false
   */
  readonly hasReaders?: boolean;
  /** Called while the incident is open. */
  readonly during?: () => Promise<void>;
  /** Called once it is closed. */
  readonly afterwards?: () => Promise<void>;
}

/** Milliseconds in which muted alerts would be told, were they not muted: they wait for 9 s and for a look every 6 s. */
const silence = 17_000;

/** Milliseconds that a fault lasts at least, so that what fires last has had the time, be it expected or not. */
const shortest = 100_000;

/**
 * As many requests as make the share of a hundred errors negligible, and how many a second: dense enough that the last of
 * them outweigh the errors in a window of two minutes until the fault is mended.
 */
const readers = { requests: 18_000, rate: 300 };

/** Breaks the platform and mends it, and sees that the right alerts come and go. */
export async function survive(outage: Outage): Promise<void> {
  try {
    await isQuiet(outage.stack);
    await breakAndMend(outage);
  } catch (error) {
    console.error(outage.stack.logs());
    throw error;
  }
}

async function breakAndMend(outage: Outage): Promise<void> {
  const { stack, loud, muted, lingering = {}, canStore = true, hasPage = true } = outage;
  const earlier = new Set((await incidentsOf(stack)).map(({ id }) => id));
  const incidents = async () => (await incidentsOf(stack)).filter(({ id }) => !earlier.has(id));
  const firstDelivery = stack.relay.deliveries.length;
  const delivered = () => stack.relay.deliveries.slice(firstDelivery);
  const read = () => startLoad({ url: stack.urls.backend, paths: ['/api/v1/incidents'], rate: readers.rate });
  const loads: Load[] = [];
  const watching = watch(stack);
  try {
    if (outage.hasReaders) {
      const load = read();
      loads.push(load);
      await until(`${outage.scenario}: enough is read`, 240, () => isServed(load, readers.requests));
      await load.stop();
    }
    watching.mark('fault');
    const lasting = sleep(shortest);
    await outage.fault();
    await until(`${outage.scenario}: alerts fire`, 240, async () => unexpected(await alertsOf(stack), loud, muted));
    const isOpen = async () => difference(openIn(await incidents()), loud.map(alertName));
    if (canStore) await until(`${outage.scenario}: incidents open`, 60, isOpen);
    await Promise.all([sleep(silence), lasting]);
    expect(unexpected(await alertsOf(stack), loud, muted)).toBeUndefined();
    expect(difference(firingIn(delivered()), loud)).toBeUndefined();
    const isTold = async () => missingIn(await statusPage(stack), loud.map(alertName));
    if (canStore && hasPage) await until(`${outage.scenario}: the page tells`, 60, isTold);
    if (!canStore) expect(delivered().filter(({ status = 500 }) => status >= 500).length).toBeGreaterThan(1);
    await outage.during?.();

    watching.mark('mending');
    await outage.mend();
    if (outage.hasReaders) loads.push(read());
    const left = Object.keys(lingering);
    await until(`${outage.scenario}: alerts resolve`, 240, async () =>
      difference((await alertsOf(stack)).firing, left),
    );
    const isClosed = async () => difference(openIn(await incidents()), left.map(alertName));
    await until(`${outage.scenario}: incidents close`, 120, isClosed);
    const told = [...new Set([...loud, ...left])];
    const known = (await incidents()).map(({ alert }) => alert);
    expect(difference(known, told.map(alertName))).toBeUndefined();
    expect(difference(firingIn(delivered()), told)).toBeUndefined();
    await outage.afterwards?.();
  } finally {
    for (const load of loads) await load.stop();
    await watching.stop();
  }
  const floors = await Promise.all([...loud, ...muted].map(async (one) => [one, await floorOf(stack, one)] as const));
  record(
    outage.scenario,
    watching.measurements(outage.scenario, new Map(floors), { muted, lingering: Object.keys(lingering) }),
  );
}

/**
 * Waits until everything is measured, and nothing fires or goes on. Before the first scrapes a `for` of 6 s is over, so that
 * something may have fired by then which is missing only because it has not been looked for.
 */
export async function isQuiet(stack: LiveStack): Promise<void> {
  await until('everything is measured', 90, async () => difference(await blindSpots(stack), []));
  await until('nothing fires', 90, async () => unexpected(await alertsOf(stack), [], []));
  await until('no incident goes on', 90, async () => difference(openIn(await incidentsOf(stack)), []));
}

function unexpected(alerts: Alerts, loud: readonly string[], muted: readonly string[]): string | undefined {
  const differences = {
    firing: difference(alerts.firing, [...loud, ...muted]),
    loud: difference(alerts.loud, loud),
    muted: difference(alerts.muted, muted),
  };
  const lines = Object.entries(differences).flatMap(([where, found]) => (found ? [`${where}: ${found}`] : []));
  return lines.length === 0 ? undefined : lines.join('; ');
}

const alertName = (alert: string) => alert.split(' of ')[0] ?? alert;

function missingIn(page: string, names: readonly string[]): string | undefined {
  const missing = names.filter((name) => !page.includes(name));
  return missing.length === 0 ? undefined : `it does not tell of ${missing.join(', ')}`;
}

function openIn(incidents: readonly Incident[]): string[] {
  return incidents.filter(({ state }) => state !== 'resolved').map(({ alert }) => alert);
}

function firingIn(deliveries: LiveStack['relay']['deliveries']): string[] {
  return deliveries
    .flatMap(({ alerts }) => alerts)
    .filter((alert) => alert.startsWith('firing '))
    .map((alert) => alert.slice('firing '.length));
}
