import type { EmailProps, HeartbeatProps, MaintenanceWindow, SlackProps } from '@arq/constructs';

/** Who is told of the alerts of an environment, as data. What is secret about them is in `secrets.ts`, by name. */
export interface Alerting {
  readonly slack: Pick<SlackProps, 'channel'>;
  /** Somebody is woken for what is critical; nobody if left out. */
  readonly pagerDuty?: true;
  /** No mail if left out. */
  readonly email?: Pick<EmailProps, 'to' | 'from' | 'smarthost'> & {
    /** Who signs in at the mail server. */
    readonly username: string;
  };
  readonly heartbeat: Pick<HeartbeatProps, 'interval'>;
  /** Never if left out. */
  readonly maintenance?: readonly MaintenanceWindow[];
}
