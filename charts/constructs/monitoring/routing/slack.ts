import { ConfigurationError } from '../../errors.ts';
import type { Receiver } from './alertmanager-config.ts';
import { slackMessage } from './messages.ts';
import { beginning, requireSecretFile } from './secret-file.ts';

/** A channel of Slack. */
export interface SlackProps {
  /** Name with `#`, or the channel's ID. */
  readonly channel: string;
  /** File with the URL of an incoming webhook, which lets anybody who knows it post. Alertmanager >= 0.22. */
  readonly urlFile: string;
}

/** @throws ConfigurationError naming `place` */
export function slackReceiver(name: string, props: SlackProps, environment: string, place: string): Receiver {
  return {
    name,
    slack_configs: [
      {
        api_url_file: requireSecretFile(props.urlFile, `${place}.urlFile`),
        channel: requireChannel(props.channel, `${place}.channel`),
        send_resolved: true,
        ...slackMessage(environment),
      },
    ],
  };
}

function requireChannel(channel: string, place: string): string {
  if (/^(?:#[^\s#<>,A-Z]{1,80}|[CG][A-Z0-9]{8,})$/.test(channel)) return channel;
  throw new ConfigurationError(
    `${place}: "${beginning(channel)}" is not a channel; write its name in lower case as in "#shop-alerts", or its ID`,
  );
}
