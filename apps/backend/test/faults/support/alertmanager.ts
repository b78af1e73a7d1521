import { setTimeout as sleep } from 'node:timers/promises';
import { alert, group, resolved, type TestAlert } from '../../support/alerts.ts';
import { secrets } from '../../support/backend.ts';

/** An alert whose delivery was answered with success. */
export interface Delivered {
  readonly alert: TestAlert;
  /** Whether its end was delivered too. */
  readonly isOver: boolean;
}

const retryMilliseconds = 100;
/** Alertmanager gives up on an answer and delivers again; ours is more impatient. */
const patienceMilliseconds = 8_000;

/** Delivers one alert after the other, several at a time, and each of them again until it is taken, as Alertmanager does. */
export class Alertmanager {
  readonly delivered: Delivered[] = [];
  /** How often a delivery was not taken. */
  retries = 0;
  /** Answers other than success and 503, which would not be delivered again by the real one, or should not be. */
  readonly surprises: string[] = [];
  private readonly urls: readonly string[];
  private readonly senders: Promise<void>[];
  private count = 0;
  private isStopped = false;

  constructor(urls: readonly string[], { senders = 3, pauseMilliseconds = 20 } = {}) {
    this.urls = urls;
    this.senders = Array.from({ length: senders }, () => this.send(pauseMilliseconds));
  }

  /** Finishes what was begun. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await Promise.all(this.senders);
  }

  private async send(pauseMilliseconds: number): Promise<void> {
    while (!this.isStopped) {
      const number = ++this.count;
      const firing = alert({ fingerprint: `delivery-${number}`, annotations: { summary: `Alert ${number}` } });
      const isOver = number % 2 === 0;
      await this.deliver(firing);
      if (isOver) await this.deliver(resolved(firing, '2026-01-31T13:00:00.000Z'));
      this.delivered.push({ alert: firing, isOver });
      await sleep(pauseMilliseconds);
    }
  }

  private async deliver(alert: TestAlert): Promise<void> {
    for (let attempt = 0; !(await this.isTaken(alert, attempt)); attempt += 1) {
      this.retries += 1;
      await sleep(retryMilliseconds);
    }
  }

  private async isTaken(alert: TestAlert, attempt: number): Promise<boolean> {
    try {
      const response = await fetch(`${this.urls[attempt % this.urls.length]}/api/v1/alerts`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${secrets.alerts}` },
        body: JSON.stringify(group([alert])),
        signal: AbortSignal.timeout(patienceMilliseconds),
      });
      const text = await response.text();
      if (!response.ok && response.status !== 503) this.surprises.push(`${response.status} ${text}`);
      return response.ok;
    } catch {
      return false;
    }
  }
}
