import type { Receiver } from './alertmanager-config.ts';
import { pagerDutyMessage } from './messages.ts';
import { requireSecretFile } from './secret-file.ts';

/** A service of PagerDuty, by its Events API v2. */
export interface PagerDutyProps {
  /** File with the integration key. Alertmanager >= 0.25. */
  readonly routingKeyFile: string;
}

/** @throws ConfigurationError naming `place` */
export function pagerDutyReceiver(name: string, props: PagerDutyProps, environment: string, place: string): Receiver {
  return {
    name,
    pagerduty_configs: [
      {
        routing_key_file: requireSecretFile(props.routingKeyFile, `${place}.routingKeyFile`),
        // Ends the incident there, too.
        send_resolved: true,
        ...pagerDutyMessage(environment),
      },
    ],
  };
}
