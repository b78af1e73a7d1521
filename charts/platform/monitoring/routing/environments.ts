import { ConfigurationError } from '@arq/constructs';
import type { Alerting } from './alerting.ts';

const production: Alerting = {
  slack: { channel: '#arq-production' },
  pagerDuty: true,
  email: {
    to: ['platform@arq.example'],
    from: 'alertmanager@arq.example',
    smarthost: 'smtp.arq.example:587',
    username: 'alertmanager@arq.example',
  },
  heartbeat: { interval: '5m' },
  // Nodes are replaced then, one after the other.
  maintenance: [{ name: 'wednesday-morning', weekdays: ['wednesday'], times: [{ from: '03:00', to: '05:00' }] }],
};

const staging: Alerting = {
  slack: { channel: '#arq-staging' },
  heartbeat: { interval: '15m' },
};

const environments: Readonly<Record<string, Alerting>> = { production, staging };

/**
 * Who is told of the alerts of an environment.
 * @throws ConfigurationError if that was never decided
 */
export function alertingOf(environment: string): Alerting {
  const alerting = environments[environment];
  if (alerting) return alerting;
  throw new ConfigurationError(
    `${environment}: nobody was named whom its alerts are sent to; add it in charts/platform/monitoring/routing/environments.ts`,
  );
}
