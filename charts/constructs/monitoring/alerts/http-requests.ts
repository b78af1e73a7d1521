import { ConfigurationError } from '../../errors.ts';
import type { Duration } from '../duration.ts';
import { ofJob, type Watched } from '../watched.ts';

/** The HTTP side of a service that measures `http_request_duration_seconds{method,route,status_code}`. */
export interface HttpFacts {
  /** Routes that nobody waits for, health and metrics: they are many and quick, and would hide the others. */
  readonly excludedRoutes: readonly string[];
  /**
   * Routes whose answer lasts as long as somebody listens: they may fail, but cannot be slow.
   * @default none
   */
  readonly streamRoutes?: readonly string[];
  /** Bounds of the histogram, in seconds, as the program has them. */
  readonly buckets: readonly number[];
}

const histogram = 'http_request_duration_seconds';

/**
 * Requests that were worked on. Refusals (4xx) are left out: somebody who floods the service with them would hide its
 * errors, and make it look quick.
 */
export class Requests {
  private readonly watched: Watched;
  private readonly http: HttpFacts;

  constructor(watched: Watched, http: HttpFacts) {
    this.watched = watched;
    this.http = http;
  }

  /** How many in the last while. */
  served(window: Duration): string {
    return this.count('_count', this.http.excludedRoutes, ['status_code!~"4.."'], window);
  }

  /** How many of them were answered with 5xx. */
  failed(window: Duration): string {
    return this.count('_count', this.http.excludedRoutes, ['status_code=~"5.."'], window);
  }

  /** How many in the last while, streams left out. */
  timed(window: Duration): string {
    return this.count('_count', this.timedRoutes, ['status_code!~"4.."'], window);
  }

  /** How many of those took no longer than a bound of the histogram. */
  within(seconds: number, window: Duration): string {
    return this.count('_bucket', this.timedRoutes, ['status_code!~"4.."', upTo(seconds)], window);
  }

  /** The time within which a share of them was answered, in seconds. */
  quantile(share: number, window: Duration): string {
    const buckets = this.selector('_bucket', this.timedRoutes, ['status_code!~"4.."']);
    return `histogram_quantile(${share}, sum by (namespace, le) (rate(${buckets}[${window}])))`;
  }

  /**
   * Refuses a bound that the histogram does not have, or that is its last: nothing could be told of it.
   * @throws ConfigurationError naming `place`
   */
  requireBound(seconds: number, place: string): void {
    const { buckets } = this.http;
    if (buckets.includes(seconds) && seconds < Math.max(...buckets)) return;
    throw new ConfigurationError(
      `${place} is ${seconds} s, but the histogram of ${this.watched.workload} counts at ${buckets.join(', ')} s; ` +
        'name one of those before the last, or give the histogram a bound there',
    );
  }

  private get timedRoutes(): readonly string[] {
    return [...this.http.excludedRoutes, ...(this.http.streamRoutes ?? [])];
  }

  private count(suffix: string, without: readonly string[], matchers: readonly string[], window: Duration): string {
    return `sum by (namespace) (increase(${this.selector(suffix, without, matchers)}[${window}]))`;
  }

  private selector(suffix: string, without: readonly string[], matchers: readonly string[]): string {
    const routes = without.length > 0 ? [`route!~"${without.map(literally).join('|')}"`] : [];
    return `${histogram}${suffix}{${[ofJob(this.watched), ...routes, ...matchers].join(',')}}`;
  }
}

/** Matcher of a bucket. Prometheus 3 stores whole numbers as `1.0`, where Prometheus 2 keeps the exporter's `1`. */
function upTo(seconds: number): string {
  return Number.isInteger(seconds) ? `le=~"${seconds}|${seconds}[.]0"` : `le="${seconds}"`;
}

/** A text as a regular expression that matches nothing else, within a PromQL string. */
function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\\\$&');
}
