import { ConfigurationError } from '../../errors.ts';
import type { Receiver } from './alertmanager-config.ts';
import { type EmailProps, emailReceiver } from './email.ts';
import { type HeartbeatProps, heartbeatReceiver } from './heartbeat.ts';
import { type PagerDutyProps, pagerDutyReceiver } from './pager-duty.ts';
import { type SlackProps, slackReceiver } from './slack.ts';
import { type WebhookProps, webhookReceiver } from './webhook.ts';

/** Who is told of alerts. Each is optional, but somebody has to be there. */
export interface ReceiversProps {
  /** People who look when they have time. */
  readonly slack?: SlackProps;
  /** Somebody on call. */
  readonly pagerDuty?: PagerDutyProps;
  /** People who read what has gathered. */
  readonly email?: EmailProps;
  /** A program that keeps a record of every alert and its end. */
  readonly webhook?: WebhookProps;
  /** A service elsewhere that notices when all of this is dead. */
  readonly heartbeat?: HeartbeatProps;
}

/** What can tell people. */
export type Teller = 'slack' | 'pagerDuty' | 'email';

/** Name of the receiver of a Watchdog that no heartbeat was configured for; it tells nobody, and gets nothing else. */
export const nobody = 'nobody';

const places = { slack: true, pagerDuty: true, email: true, webhook: true, heartbeat: true };

/**
 * The receivers, each under its name in {@link ReceiversProps}.
 * @throws ConfigurationError naming what is wrong with one, or that there is none
 */
export function receivers(props: ReceiversProps, environment: string): Receiver[] {
  const unknown = Object.keys(props).find((name) => !Object.hasOwn(places, name));
  if (unknown !== undefined) {
    throw new ConfigurationError(`receivers.${unknown} is not a receiver; there are ${Object.keys(places).join(', ')}`);
  }
  const { slack, pagerDuty, email, webhook, heartbeat } = props;
  if (!(slack || pagerDuty || email || webhook)) {
    throw new ConfigurationError(
      `receivers: nobody would be told of an alert in ${environment}; name slack, pagerDuty, email or webhook`,
    );
  }
  const place = (name: keyof ReceiversProps) => `receivers.${name}`;
  return [
    ...(slack ? [slackReceiver('slack', slack, environment, place('slack'))] : []),
    ...(pagerDuty ? [pagerDutyReceiver('pagerDuty', pagerDuty, environment, place('pagerDuty'))] : []),
    ...(email ? [emailReceiver('email', email, environment, place('email'))] : []),
    ...(webhook ? [webhookReceiver('webhook', webhook, place('webhook'))] : []),
    heartbeat ? heartbeatReceiver('heartbeat', heartbeat, place('heartbeat')) : { name: nobody },
  ];
}
