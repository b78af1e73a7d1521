import type { Socket } from 'node:net';
import type { Channels, Subscriber } from './channels.ts';
import type { Database } from './database.ts';
import { encode, Failure, type Protocol, Push, type Reply } from './reply.ts';

/** What a client has to know to be let in. */
export interface Credentials {
  readonly user: string;
  readonly password: string | undefined;
}

/** Commands that wait for EXEC. */
export interface Transaction {
  readonly queue: (() => Reply)[];
  /** Whether one of them was refused, so that EXEC will be too. */
  isSpoilt: boolean;
}

/** One client's connection and all that the server remembers of it. */
export class Session implements Subscriber {
  readonly id: number;
  name = '';
  readonly library = new Map<string, string>();
  protocol: Protocol = 2;
  databaseIndex = 0;
  isLoggedIn: boolean;
  transaction: Transaction | undefined;
  readonly subscribed = { names: new Set<string>(), patterns: new Set<string>() };
  hasWatchedChanged = false;
  private watched: (() => void)[] = [];
  private readonly socket: Socket;
  private readonly credentials: Credentials;

  constructor(id: number, socket: Socket, credentials: Credentials) {
    this.id = id;
    this.socket = socket;
    this.credentials = credentials;
    this.isLoggedIn = !this.needsPassword;
  }

  get needsPassword(): boolean {
    return this.credentials.password !== undefined;
  }

  /** Channels and patterns together. */
  get subscriptionCount(): number {
    return this.subscribed.names.size + this.subscribed.patterns.size;
  }

  /** One line for people. */
  get description(): string {
    const { id, name, databaseIndex, protocol, socket } = this;
    const library = [...this.library].map(([key, value]) => ` ${key}=${value}`).join('');
    const address = `${socket.remoteAddress}:${socket.remotePort}`;
    return `id=${id} addr=${address} name=${name} db=${databaseIndex} user=${this.credentials.user} resp=${protocol}${library}`;
  }

  /** @throws Failure if user or password are wrong */
  logIn(user: string, password: string): void {
    const { credentials } = this;
    const isRight = user === credentials.user && (!this.needsPassword || password === credentials.password);
    if (!isRight) throw new Failure('WRONGPASS invalid username-password pair or user is disabled.');
    this.isLoggedIn = true;
  }

  /** Lets EXEC fail if a key changes before. */
  watch(database: Database, key: string): void {
    this.watched.push(
      database.watch(key, () => {
        this.hasWatchedChanged = true;
      }),
    );
  }

  unwatch(): void {
    for (const stop of this.watched) stop();
    this.watched = [];
    this.hasWatchedChanged = false;
  }

  endTransaction(): void {
    this.transaction = undefined;
    this.unwatch();
  }

  onMessage(channel: string, message: string): void {
    this.send(new Push(['message', channel, message]));
  }

  onPatternMessage(pattern: string, channel: string, message: string): void {
    this.send(new Push(['pmessage', pattern, channel, message]));
  }

  send(reply: Reply): void {
    if (this.socket.writable) this.socket.write(encode(reply, this.protocol), 'latin1');
  }

  /** Says a last word and hangs up. */
  end(reply: Reply): void {
    this.send(reply);
    this.socket.end();
  }

  /** Forgets all that others hold of it. */
  leave(channels: Channels): void {
    this.unwatch();
    for (const kind of ['names', 'patterns'] as const) {
      for (const name of this.subscribed[kind]) channels[kind].remove(name, this);
    }
  }
}
