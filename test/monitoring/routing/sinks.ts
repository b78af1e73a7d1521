import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Server as TcpServer } from 'node:net';
import { createMailServer } from './mail-server.ts';

/** What a receiver got. */
export interface Delivery {
  /** `slack`, `pagerDuty`, `webhook`, `heartbeat` or `email`. */
  readonly to: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly authorization?: string | undefined;
  /** JSON as an object, a mail as text. */
  readonly body: any;
}

/** Stands in for Slack, PagerDuty, a webhook, a heartbeat and a mail server; it takes everything. */
export class Sinks {
  readonly deliveries: Delivery[] = [];
  private readonly http: Server;
  private readonly smtp: TcpServer;

  static async start(): Promise<Sinks> {
    const sinks = new Sinks();
    for (const server of [sinks.http, sinks.smtp]) await once(server.listen(0, '127.0.0.1'), 'listening');
    return sinks;
  }

  private constructor() {
    this.http = createServer(async (request, response) => {
      const { url = '', headers } = request;
      const text = (await request.setEncoding('utf8').toArray()).join('');
      this.take({ to: url.slice(1), authorization: headers.authorization, body: JSON.parse(text) });
      // The Events API of PagerDuty accepts; all others have done it.
      response.writeHead(url === '/pagerDuty' ? 202 : 200).end('ok');
    });
    this.smtp = createMailServer(({ authorization, text }) => this.take({ to: 'email', authorization, body: text }));
  }

  /** Base URL of everything that speaks HTTP. */
  get httpUrl(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  /** Host and port of the mail server. */
  get smtpHost(): string {
    return `localhost:${(this.smtp.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.http.closeAllConnections();
    await Promise.all([this.http, this.smtp].map((server) => new Promise((resolve) => server.close(resolve))));
  }

  private take(delivery: Omit<Delivery, 'at'>): void {
    this.deliveries.push({ ...delivery, at: Date.now() });
  }
}
