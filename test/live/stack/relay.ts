import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

/** An attempt of Alertmanager to deliver alerts. */
export interface Delivery {
  readonly at: number;
  /** As in `firing DatabaseDown of arq-postgres`. */
  readonly alerts: readonly string[];
  /** What the backend answered; nothing where it did not. */
  readonly status: number | undefined;
}

/** Passes deliveries on to the backend, and writes down each one. */
export interface Relay {
  readonly url: string;
  readonly deliveries: readonly Delivery[];
  close(): Promise<void>;
}

/** Starts the relay between Alertmanager and the backend's webhook. */
export async function startRelay(webhook: string): Promise<Relay> {
  const deliveries: Delivery[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const status = await deliver(webhook, request, body);
    deliveries.push({ at: Date.now(), alerts: alertsIn(body), status });
    response.writeHead(status ?? 502).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}/`,
    deliveries,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function deliver(webhook: string, { headers }: IncomingMessage, body: string): Promise<number | undefined> {
  const { authorization = '', 'content-type': type = '' } = headers;
  try {
    const answer = await fetch(webhook, { method: 'POST', headers: { authorization, 'content-type': type }, body });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return undefined;
  }
}

function alertsIn(body: string): string[] {
  const { alerts } = JSON.parse(body) as { alerts: { status: string; labels: Record<string, string> }[] };
  return alerts.map(({ status, labels }) => `${status} ${labels['alertname']} of ${labels['workload']}`);
}
