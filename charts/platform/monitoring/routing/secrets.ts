import type { SecretRequirement } from '@arq/constructs';
import { contract } from '../../../../apps/backend/contract.ts';
import { platformName } from '../../names.ts';
import { alertingOf } from './alerting-of.ts';

/** Secret with what the receivers of people ask for; its keys are in {@link receiverKeys}. */
const receivers = 'alertmanager-receivers';

/**
 * Secret with the bearer token of the backend's webhook. It has the name of the backend's own Secret, and so the same entry
 * in the store: a token is changed in one place.
 */
const webhook = `${platformName}-backend`;

/** Keys of the receivers' Secret. */
export const receiverKeys = {
  /** URL of an incoming webhook of Slack. */
  slackUrl: 'slack-url',
  /** Integration key of a PagerDuty service, Events API v2. */
  pagerDutyRoutingKey: 'pagerduty-routing-key',
  /** Password at the mail server. */
  smtpPassword: 'smtp-password',
  /** URL of the heartbeat service. */
  heartbeatUrl: 'heartbeat-url',
} as const;

/** Names of the Secrets that the operator mounts into Alertmanager. */
export const receiverSecretNames = [receivers, webhook];

/** Secrets that Alertmanager needs in the cluster of an environment. */
export function receiverSecrets(environment: string): SecretRequirement[] {
  const { pagerDuty, email } = alertingOf(environment);
  const { slackUrl, pagerDutyRoutingKey, smtpPassword, heartbeatUrl } = receiverKeys;
  return [
    {
      name: receivers,
      keys: [slackUrl, ...(pagerDuty ? [pagerDutyRoutingKey] : []), ...(email ? [smtpPassword] : []), heartbeatUrl],
    },
    { name: webhook, keys: [contract.secretKeys.alertsToken] },
  ];
}

/** Where Alertmanager finds a secret of a receiver. */
export function receiverFile(key: (typeof receiverKeys)[keyof typeof receiverKeys]): string {
  return mounted(receivers, key);
}

/** Where Alertmanager finds the token of the backend's webhook. */
export const tokenFile = mounted(webhook, contract.secretKeys.alertsToken);

/** The operator mounts each Secret of `alertmanagerSpec.secrets` there. */
function mounted(secret: string, key: string): string {
  return `/etc/alertmanager/secrets/${secret}/${key}`;
}
