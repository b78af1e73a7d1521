import type { Response } from 'express';
import type { IncidentEvent, PlatformStatus } from '../api/shapes.ts';
import type { Database } from '../database/database.ts';
import { eventsAfter, lastEventId } from '../incidents/store.ts';
import type { Logger } from '../logging/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';

/** Bytes that may wait for a client. One that reads slower than events happen is cut off, and resumes where it was. */
const maximumBacklog = 256 * 1024;
/** Bytes that are written before others get their turn. */
const largestBurst = 64 * 1024;
/** Events that are replayed; who missed more loads everything anew. */
const longestReplay = 200;
/** Proxies cut connections that are silent for a minute. */
const heartbeatMilliseconds = 15_000;
/** How often PostgreSQL is asked although nobody said that there is something new: a message of Redis may be lost. */
const pollMilliseconds = 5_000;

/**
 * The streams of this replica. What happened is read from PostgreSQL, in the order of the events' ids; messages of other
 * replicas only say when to look. So no stream misses an event, and Redis may lose as many messages as it likes.
 */
export class EventStream {
  private readonly database: Database;
  private readonly logger: Logger;
  private readonly metrics: Metrics;
  private readonly clients = new Set<Response>();
  private readonly timers: NodeJS.Timeout[] = [];
  /** Id of the last event that all clients have; `undefined` until PostgreSQL has told it. */
  private position: bigint | undefined;
  private reading: Promise<void> | undefined;
  private isStale = false;
  private isClosed = false;

  constructor(database: Database, logger: Logger, metrics: Metrics) {
    this.database = database;
    this.logger = logger;
    this.metrics = metrics;
    for (const reason of ['slow', 'full', 'address', 'draining']) metrics.streamDropped.inc({ reason }, 0);
    Object.assign(metrics.streamClients, { collect: () => metrics.streamClients.set(this.clients.size) });
  }

  /** Begins to look for events. */
  start(): void {
    this.timers.push(
      setInterval(() => this.wake(), pollMilliseconds).unref(),
      setInterval(() => this.broadcast(': \n\n'), heartbeatMilliseconds).unref(),
    );
    this.wake();
  }

  /** There may be something new. */
  wake(): void {
    if (this.isClosed) return;
    this.isStale = true;
    this.reading ??= this.readAll().finally(() => {
      this.reading = undefined;
    });
  }

  /** Sends the platform's status to everybody. */
  publish(status: PlatformStatus): void {
    if (this.clients.size > 0) this.broadcast(statusFrame(status, this.position));
  }

  /**
   * Takes over a response whose headers are set. It first gets the status, then what it missed.
   * @param lastSeen id of the last event that the client knows, if it does
   */
  async attach(response: Response, status: PlatformStatus, lastSeen: bigint | undefined): Promise<void> {
    response.on('error', () => response.destroy());
    response.once('close', () => this.clients.delete(response));
    // Those of a replica that ends come back at different moments.
    response.write(`retry: ${1_000 + Math.floor(Math.random() * 4_000)}\n\n`);
    let seen = lastSeen;
    // This replica may have just begun, or another one has told of events that this one has not read yet.
    if (this.position === undefined || (seen !== undefined && seen > this.position)) await this.look();
    // Nothing may come between the last look and joining the others, or an event would fall into the gap.
    while (seen !== undefined && seen !== this.position && !response.destroyed)
      seen = await this.replay(response, seen);
    if (response.destroyed || response.writableEnded) return;
    if (this.isClosed) {
      response.end();
      return;
    }
    response.write(statusFrame(status, this.position));
    this.clients.add(response);
  }

  /** Ends all streams; clients come back, to another replica. */
  close(): void {
    this.isClosed = true;
    for (const timer of this.timers) clearInterval(timer);
    for (const client of this.clients) {
      this.metrics.streamDropped.inc({ reason: 'draining' });
      client.end();
    }
    this.clients.clear();
  }

  /** Sends what happened after an event. Returns how far it came; `undefined` where there is nothing to resume from. */
  private async replay(response: Response, seen: bigint): Promise<bigint | undefined> {
    // Ids beyond ours are of a database that was restored, or made up.
    const isKnown = this.position !== undefined && seen < this.position;
    // Not beyond what the others have: they get the rest together.
    const events = isKnown ? await eventsAfter(this.database, seen, longestReplay, this.position) : [];
    const last = events.at(-1);
    if (!last || events.length === longestReplay) {
      response.write(resetFrame);
      return undefined;
    }
    for (const event of events) response.write(incidentFrame(event));
    return BigInt(last.event.id);
  }

  /** Settles when everything that was committed by now has been read, or PostgreSQL could not tell. */
  private async look(): Promise<void> {
    this.wake();
    await this.reading;
  }

  private async readAll(): Promise<void> {
    try {
      while (this.isStale && !this.isClosed) {
        this.isStale = false;
        await this.readOnce();
      }
    } catch (error) {
      this.logger.debug('new events could not be read', { error });
    }
  }

  private async readOnce(): Promise<void> {
    if (this.position === undefined) {
      this.position = await lastEventId(this.database);
      // Who joined before that may have missed what happened in between.
      this.broadcast(resetFrame);
      return;
    }
    const events = await eventsAfter(this.database, this.position, longestReplay);
    let burst = 0;
    for (const event of events) {
      const frame = incidentFrame(event);
      this.position = BigInt(event.event.id);
      this.broadcast(frame);
      burst += frame.length;
      if (burst < largestBurst) continue;
      // What is written within one turn of the loop is sent at its end: until then even the quickest client seems slow.
      burst = 0;
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (events.length === longestReplay) this.isStale = true;
  }

  private broadcast(frame: string): void {
    const bytes = Buffer.from(frame);
    for (const client of this.clients) {
      if (client.writableLength > maximumBacklog) {
        this.clients.delete(client);
        this.metrics.streamDropped.inc({ reason: 'slow' });
        client.destroy();
      } else client.write(bytes);
    }
  }
}

/** Load everything anew: what was missed cannot be told. */
const resetFrame = 'event: reset\ndata: {}\n\n';

/** It carries the position, so that a client which never saw an event can resume too. */
function statusFrame(status: PlatformStatus, position: bigint | undefined): string {
  const id = position === undefined ? '' : `id: ${position}\n`;
  return `${id}event: status\ndata: ${JSON.stringify(status)}\n\n`;
}

function incidentFrame(event: IncidentEvent): string {
  return `id: ${event.event.id}\nevent: incident\ndata: ${JSON.stringify(event)}\n\n`;
}
