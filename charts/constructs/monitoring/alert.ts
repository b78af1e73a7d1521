import { ConfigurationError } from '../errors.ts';
import { type Duration, seconds } from './duration.ts';

/** What an alert asks of people: `critical` wakes somebody up, `none` is for the Watchdog, which says that all is well. */
export type Severity = 'critical' | 'warning' | 'info' | 'none';

/** Numbers that an alert compares with, by name. */
export type Thresholds = Readonly<Record<string, number>>;

/** One alert rule. */
export interface AlertProps<Named extends Thresholds = Thresholds> {
  /** Name in CamelCase, which names the runbook as well: `docs/runbooks/<name>.md`. */
  readonly name: string;
  readonly severity: Severity;
  /**
   * How long the expression has to hold before anybody is told.
   * @default none: it fires at the first evaluation that finds it true
   */
  readonly for?: Duration;
  /**
   * Numbers that the expression compares with.
   * @default none
   */
  readonly thresholds?: Named;
  /** The PromQL, made from the thresholds. */
  readonly expression: (thresholds: Named) => string;
  /** One line for a phone's screen; a Go template that may use `$labels` and `$value`. */
  readonly summary: string;
  /** What is wrong and since which threshold, in a sentence or two; a Go template. */
  readonly description: string;
  /**
   * `cause`: the tier is out of service, so the symptoms of the tiers that use it are muted. `symptom`: users notice
   * it, whatever the cause may be. Both: an outage that may itself follow from another one.
   * @default none: it neither mutes nor is muted
   */
  readonly role?: 'cause' | 'symptom' | 'both';
}

/** A checked alert rule: immutable, without the labels of where it will stand. */
export class Alert {
  readonly name: string;
  readonly severity: Severity;
  readonly for?: Duration;
  readonly thresholds: Thresholds;
  readonly expression: string;
  readonly summary: string;
  readonly description: string;
  /** Whether an outage of this kind mutes the symptoms of others. */
  readonly mutes: boolean;
  /** Whether it is muted while something that the tier uses is out of service. */
  readonly muted: boolean;

  /** @throws ConfigurationError naming the alert */
  constructor(props: AlertProps) {
    if (!/^[A-Z][A-Za-z0-9]*$/.test(props.name)) {
      throw new ConfigurationError(
        `alert "${props.name}": the name is not in CamelCase, and its runbook is named after it; write one like "HighErrorRate"`,
      );
    }
    if (props.for !== undefined) seconds(props.for, `alert ${props.name}: for`);
    const thresholds = props.thresholds ?? {};
    const wrong = Object.entries(thresholds).find(([, value]) => !Number.isFinite(value));
    if (wrong) {
      throw new ConfigurationError(
        `alert ${props.name}: the threshold ${wrong[0]} is ${wrong[1]}; name a finite number`,
      );
    }
    this.name = props.name;
    this.severity = props.severity;
    this.for = props.for;
    this.thresholds = thresholds;
    this.expression = tidy(props.expression(thresholds));
    this.summary = props.summary;
    this.description = props.description;
    this.mutes = props.role === 'cause' || props.role === 'both';
    this.muted = props.role === 'symptom' || props.role === 'both';
  }
}

/** An alert whose thresholds keep their names for the compiler. */
export function alert<Named extends Thresholds>(props: AlertProps<Named>): Alert {
  return new Alert(props as unknown as AlertProps);
}

/** Without the margin that the source's indentation gave it. */
function tidy(expression: string): string {
  const lines = expression.split('\n').filter((line) => line.trim() !== '');
  const margin = Math.min(...lines.slice(lines.length > 1 ? 1 : 0).map((line) => /^ */.exec(line)?.[0].length ?? 0));
  return lines.map((line, index) => (index === 0 ? line.trimStart() : line.slice(margin)).trimEnd()).join('\n');
}
