import { createConnection, type Socket } from 'node:net';

/** What Redis answers, with an error as a value of its own, as tests want to look at it. */
export type Reply = string | number | null | boolean | Reply[] | RedisError;

/** A refusal. */
export class RedisError {
  constructor(readonly message: string) {}
}

/** The least client of Redis: it speaks RESP2, and RESP3 once it has said HELLO 3. */
export class RedisConnection {
  private readonly waiting: ((reply: Reply) => void)[] = [];
  private readonly unclaimed: Reply[] = [];
  private received = '';

  /** Connects to a port of this machine. */
  static open(port: number): Promise<RedisConnection> {
    return new Promise((resolve, reject) => {
      const socket = createConnection(port, '127.0.0.1', () => resolve(new RedisConnection(socket)));
      socket.once('error', reject);
    });
  }

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('utf8').on('data', (data) => this.receive(String(data)));
    socket.on('error', () => socket.destroy());
  }

  /** Sends a command and waits for its answer. */
  ask(...command: readonly string[]): Promise<Reply> {
    const words = command.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
    this.socket.write(`*${command.length}\r\n${words.join('')}`);
    return this.next();
  }

  /** Waits for something that was not asked for, such as a message of a channel. */
  next(): Promise<Reply> {
    const reply = this.unclaimed.shift();
    if (reply !== undefined) return Promise.resolve(reply);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Hangs up. */
  close(): void {
    this.socket.destroy();
  }

  private receive(data: string): void {
    this.received += data;
    for (;;) {
      const parsed = parse(this.received, 0);
      if (!parsed) return;
      this.received = this.received.slice(parsed.end);
      const claim = this.waiting.shift();
      if (claim) claim(parsed.reply);
      else this.unclaimed.push(parsed.reply);
    }
  }
}

/** One reply from the text at an offset, or nothing while it is not complete. */
function parse(text: string, start: number): { reply: Reply; end: number } | undefined {
  const line = text.indexOf('\r\n', start);
  if (line < 0) return undefined;
  const kind = text[start];
  const value = text.slice(start + 1, line);
  const end = line + 2;
  if (kind === '-') return { reply: new RedisError(value), end };
  if (kind === ':') return { reply: Number(value), end };
  if (kind === '_' || value === '-1') return { reply: null, end };
  if (kind === '$' || kind === '=') {
    const length = Number(value);
    return text.length < end + length + 2 ? undefined : { reply: text.slice(end, end + length), end: end + length + 2 };
  }
  if (kind !== undefined && '*%>~'.includes(kind)) return items(text, end, Number(value) * (kind === '%' ? 2 : 1));
  return { reply: value, end };
}

function items(text: string, start: number, count: number): { reply: Reply[]; end: number } | undefined {
  const reply: Reply[] = [];
  let end = start;
  while (reply.length < count) {
    const item = parse(text, end);
    if (!item) return undefined;
    reply.push(item.reply);
    end = item.end;
  }
  return { reply, end };
}
