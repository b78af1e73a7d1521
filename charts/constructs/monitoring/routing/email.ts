import { ConfigurationError } from '../../errors.ts';
import type { Receiver } from './alertmanager-config.ts';
import { emailMessage } from './messages.ts';
import { beginning, requireSecretFile } from './secret-file.ts';

/** Mail by SMTP, over TLS only. */
export interface EmailProps {
  readonly to: readonly string[];
  readonly from: string;
  /** Host and port of the server: `smtp.example.com:587`. */
  readonly smarthost: string;
  /**
   * Who signs in there. Alertmanager reads no user name from a file: it is no secret.
   * @default none: the server lets everybody send whom it can reach
   */
  readonly login?: {
    readonly username: string;
    /** File with the password. Alertmanager >= 0.25; before 0.27 a line break at its end is part of it. */
    readonly passwordFile: string;
  };
}

/** @throws ConfigurationError naming `place` */
export function emailReceiver(name: string, props: EmailProps, environment: string, place: string): Receiver {
  const { to, from, smarthost, login } = props;
  if (to.length === 0) {
    throw new ConfigurationError(`${place}.to names nobody; name an address, as in ["team@example.com"]`);
  }
  return {
    name,
    email_configs: [
      {
        to: to.map((address, index) => requireAddress(address, `${place}.to[${index}]`)).join(', '),
        from: requireAddress(from, `${place}.from`),
        smarthost: requireHostAndPort(smarthost, `${place}.smarthost`),
        ...(login && {
          auth_username: requireUser(login.username, `${place}.login.username`),
          auth_password_file: requireSecretFile(login.passwordFile, `${place}.login.passwordFile`),
        }),
        require_tls: true,
        send_resolved: true,
        ...emailMessage(environment),
      },
    ],
  };
}

function requireAddress(address: string, place: string): string {
  if (/^[^\s@,<>"]+@[^\s@,<>"]+$/.test(address)) return address;
  throw new ConfigurationError(`${place}: "${address}" is not an address; write one like "team@example.com"`);
}

function requireHostAndPort(smarthost: string, place: string): string {
  const port = Number(/^[^\s:/@]+:(\d+)$/.exec(smarthost)?.[1]);
  if (port > 0 && port < 65_536) return smarthost;
  throw new ConfigurationError(
    `${place}: "${beginning(smarthost)}" is not a host with a port; write it like "smtp.example.com:587"`,
  );
}

function requireUser(username: string, place: string): string {
  if (username.trim() !== '') return username;
  throw new ConfigurationError(`${place} is empty; name the user, or leave "login" out where nobody signs in`);
}
