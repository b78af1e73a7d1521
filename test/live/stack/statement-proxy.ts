import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What stands between the backend and PostgreSQL. */
export interface StatementProxy {
  readonly port: number;
  /** Milliseconds that statements wait from now on, if this is in them. */
  delay(milliseconds: number, text: string): void;
  close(): Promise<void>;
}

/** Makes some statements of a PostgreSQL on the loopback interface slow, in a way that shows nowhere but in their time. */
export async function startStatementProxy(target: number): Promise<StatementProxy> {
  let slow = { milliseconds: 0, text: '' };
  const sockets = new Set<Socket>();
  const track = (socket: Socket, other: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      other.destroy();
    });
  };
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    track(client, upstream);
    track(upstream, client);
    upstream.pipe(client);
    let turn: Promise<unknown> = Promise.resolve();
    client.on('data', (data) => {
      const wait = data.includes(slow.text) ? slow.milliseconds : 0;
      turn = turn.then(() => sleep(wait)).then(() => upstream.write(data));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as { port: number }).port,
    delay: (milliseconds, text) => {
      slow = { milliseconds, text };
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
