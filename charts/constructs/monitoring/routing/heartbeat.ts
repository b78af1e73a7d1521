import { ConfigurationError } from '../../errors.ts';
import { type Duration, seconds } from '../duration.ts';
import type { Receiver, Timing } from './alertmanager-config.ts';
import { requireSecretFile } from './secret-file.ts';

/** A service elsewhere that raises the alarm once it has not heard of the Watchdog for a while. */
export interface HeartbeatProps {
  /** File with the URL that is posted to; who knows it could feign life. Alertmanager >= 0.26. */
  readonly urlFile: string;
  /**
   * Time from one beat to the next, from a minute to an hour. The service should wait for three of them.
   * @default 5m: a monitoring that is dead is noticed within a quarter of an hour
   */
  readonly interval?: Duration;
}

/** @throws ConfigurationError naming `place` */
export function heartbeatReceiver(name: string, props: HeartbeatProps, place: string): Receiver {
  return {
    name,
    webhook_configs: [
      {
        url_file: requireSecretFile(props.urlFile, `${place}.urlFile`),
        // The end of the Watchdog would be one more beat.
        send_resolved: false,
      },
    ],
  };
}

/**
 * Beats at each interval. Alertmanager repeats at a look at the group only, and only if more than the repeat interval has
 * passed since the last time was written down, shortly after that look: were both equal, every other beat would be left
 * out. So it looks five times in an interval, and what it waits for ends halfway between two looks.
 * @throws ConfigurationError naming `place`
 */
export function heartbeatTiming({ interval = '5m' }: HeartbeatProps, place: string): Timing {
  const whole = seconds(interval, `${place}.interval`);
  if (whole < 60 || whole > 3_600) {
    throw new ConfigurationError(
      `${place}.interval: ${interval} is not between 1m and 1h; alerts are evaluated once a minute, and a death that ` +
        'nobody notices for hours is what the heartbeat is there for',
    );
  }
  const step = Math.floor(whole / 5);
  return { group_wait: '0s', group_interval: `${step}s`, repeat_interval: `${whole - Math.floor(step / 2)}s` };
}
