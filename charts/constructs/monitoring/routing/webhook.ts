import { ConfigurationError } from '../../errors.ts';
import type { Receiver } from './alertmanager-config.ts';
import { beginning, requireSecretFile } from './secret-file.ts';

/** A program that keeps a record of alerts, such as a status page. */
export interface WebhookProps {
  /** Where alerts are posted to; it holds no secret. */
  readonly url: string;
  /** File with the bearer token. */
  readonly tokenFile: string;
}

/** @throws ConfigurationError naming `place` */
export function webhookReceiver(name: string, props: WebhookProps, place: string): Receiver {
  return {
    name,
    webhook_configs: [
      {
        url: requireUrl(props.url, `${place}.url`),
        send_resolved: true,
        // All of a group, however many.
        max_alerts: 0,
        http_config: {
          authorization: {
            type: 'Bearer',
            credentials_file: requireSecretFile(props.tokenFile, `${place}.tokenFile`),
          },
          // It would carry the token elsewhere.
          follow_redirects: false,
        },
      },
    ],
  };
}

function requireUrl(url: string, place: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const refuse = (reason: string): never => {
    throw new ConfigurationError(`${place}: "${beginning(url)}" ${reason}`);
  };
  if (!parsed || !/^https?:$/.test(parsed.protocol)) {
    return refuse('is not a URL; write one like "http://shop-status.shop.svc:8080/alerts"');
  }
  if (parsed.hostname.endsWith('slack.com')) return refuse('belongs to Slack, and is a secret; use receivers.slack');
  if (parsed.username !== '' || parsed.password !== '' || parsed.search !== '') {
    return refuse('carries a user, a password or a query, where secrets are; name a file with a token by "tokenFile"');
  }
  return url;
}
