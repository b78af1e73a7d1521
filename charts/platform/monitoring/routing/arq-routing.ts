import {
  type AlertmanagerConfig,
  type AlertPair,
  alertmanagerConfig,
  type Environment,
  type Inhibition,
  severeMutesMild,
  tierInhibitions,
  type WebhookProps,
} from '@arq/constructs';
import { contract } from '../../../../apps/backend/contract.ts';
import { platformName } from '../../names.ts';
import { alertingOf } from './alerting-of.ts';
import { receiverFile, receiverKeys, tokenFile } from './secrets.ts';

/** A budget that is spent fast is being spent slowly as well. */
const pairs: readonly AlertPair[] = ['Availability', 'Latency'].map((promise) => ({
  mutes: `${promise}BudgetBurnFast`,
  muted: `${promise}BudgetBurnSlow`,
}));

/**
 * Configuration of Alertmanager in the cluster of an environment.
 * @throws ConfigurationError if nobody decided who is told of its alerts
 */
export function arqRouting(environment: Environment): AlertmanagerConfig {
  const { slack, pagerDuty, email, heartbeat, maintenance } = alertingOf(environment.name);
  const { slackUrl, pagerDutyRoutingKey, smtpPassword, heartbeatUrl } = receiverKeys;
  return alertmanagerConfig({
    environment: environment.name,
    receivers: {
      slack: { ...slack, urlFile: receiverFile(slackUrl) },
      ...(pagerDuty && { pagerDuty: { routingKeyFile: receiverFile(pagerDutyRoutingKey) } }),
      ...(email && {
        email: {
          to: email.to,
          from: email.from,
          smarthost: email.smarthost,
          login: { username: email.username, passwordFile: receiverFile(smtpPassword) },
        },
      }),
      webhook: { url: webhookUrl(environment), tokenFile },
      heartbeat: { ...heartbeat, urlFile: receiverFile(heartbeatUrl) },
    },
    inhibitions: inhibitionsOf(environment),
    ...(maintenance && { maintenance }),
  });
}

/** Configuration of Alertmanager on a laptop: the platform's own incidents are all that comes of alerts. */
export function localRouting(environment: Environment, webhook: WebhookProps): AlertmanagerConfig {
  return alertmanagerConfig({
    environment: environment.name,
    receivers: { webhook },
    inhibitions: inhibitionsOf(environment),
  });
}

/** Who mutes whom, by what the tiers say of their alerts and of whom they connect to. */
function inhibitionsOf({ monitored, uses }: Environment): Inhibition[] {
  return [...tierInhibitions({ tiers: monitored, uses, pairs }), ...severeMutesMild];
}

/** Alertmanager is in another namespace than the backend. */
function webhookUrl({ namespace }: Environment): string {
  return `http://${platformName}-backend.${namespace}.svc:${contract.port}${contract.paths.alerts}`;
}
