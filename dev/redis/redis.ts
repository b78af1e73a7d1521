import { createServer, type Server, type Socket } from 'node:net';
import { Dispatcher } from './dispatcher.ts';
import { Failure } from './reply.ts';
import { RequestReader } from './request-reader.ts';
import { type Credentials, Session } from './session.ts';

/** How the server is started. */
export interface RedisOptions {
  /** @default 0: a free one */
  readonly port?: number;
  /** @default none is asked for */
  readonly password?: string;
  /** Who logs in with it. @default default */
  readonly user?: string;
  /** @default 127.0.0.1 */
  readonly host?: string;
}

/** A server, empty at first; its data goes with it. */
export interface DevelopmentRedis {
  readonly port: number;
  /** Address with user and password, for clients. */
  readonly url: string;
  /** Hangs up on all clients and stops listening. */
  close(): Promise<void>;
}

/**
 * Starts what the programs of this repository need of Redis, within this process: for machines without Redis, and for
 * tests. It speaks RESP2 and RESP3 and answers as Redis 7 does, commands that it does not know as unknown ones.
 * @throws Error if the port is taken
 */
export async function startRedis(options: RedisOptions = {}): Promise<DevelopmentRedis> {
  const { port = 0, password, user = 'default', host = '127.0.0.1' } = options;
  const dispatcher = new Dispatcher();
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serve(socket, new Session(++connections, socket, { user, password }), dispatcher);
  });
  await listen(server, port, host);
  const actual = (server.address() as { port: number }).port;
  return {
    port: actual,
    url: urlOf({ user, password }, host, actual),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function serve(socket: Socket, session: Session, dispatcher: Dispatcher): void {
  const reader = new RequestReader();
  socket.setNoDelay(true);
  socket.on('data', (chunk: Buffer) => {
    try {
      for (const words of reader.read(chunk)) dispatcher.dispatch(session, words);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      session.end(error);
    }
  });
  // A client that vanishes is no news.
  socket.on('error', () => socket.destroy());
  socket.once('close', () => session.leave(dispatcher.channels));
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

function urlOf({ user, password }: Credentials, host: string, port: number): string {
  const credentials = password === undefined ? '' : `${encodeURIComponent(user)}:${encodeURIComponent(password)}@`;
  return `redis://${credentials}${host}:${port}`;
}
