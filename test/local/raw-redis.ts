import { createConnection, type Socket } from 'node:net';

/** Talks to Redis in bytes, written as latin1, so that a test sees exactly what comes back. */
export class RawRedis {
  private received = '';
  private isClosed = false;
  private wake: () => void = () => undefined;

  /** Connects to the host and port of a URL, and says nothing. */
  static open(url: string): Promise<RawRedis> {
    return new Promise((resolve, reject) => {
      const socket = createConnection(Number(new URL(url).port), '127.0.0.1', () => resolve(new RawRedis(socket)));
      socket.once('error', reject);
    });
  }

  private readonly socket: Socket;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (data) => {
      this.received += data.toString('latin1');
      this.wake();
    });
    socket.on('close', () => {
      this.isClosed = true;
      this.wake();
    });
    socket.on('error', () => socket.destroy());
  }

  /** Sends bytes as they are. */
  write(bytes: string): void {
    this.socket.write(bytes, 'latin1');
  }

  /** Sends a command. */
  send(...words: readonly string[]): void {
    this.write(request(...words));
  }

  /** Sends a command and takes so many bytes of its answer. */
  async expect(answer: string, ...words: readonly string[]): Promise<string> {
    this.send(...words);
    return this.take(answer.length);
  }

  /** Takes so many bytes, or fewer if the server hangs up or says nothing more for a while. */
  async take(length: number): Promise<string> {
    const deadline = Date.now() + 2000;
    while (this.received.length < length && !this.isClosed && Date.now() < deadline) await this.change(deadline);
    const taken = this.received.slice(0, length);
    this.received = this.received.slice(length);
    return taken;
  }

  /** Everything up to and with a text. */
  async until(text: string): Promise<string> {
    const deadline = Date.now() + 2000;
    while (!this.received.includes(text) && !this.isClosed && Date.now() < deadline) await this.change(deadline);
    return this.take(this.received.indexOf(text) + text.length);
  }

  /** Everything until the server hangs up. */
  async rest(): Promise<string> {
    while (!this.isClosed) await this.change(Date.now() + 2000);
    return this.received;
  }

  close(): void {
    this.socket.destroy();
  }

  private change(deadline: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, deadline - Date.now()));
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** A command in the bytes of the protocol. */
export function request(...words: readonly string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join('')}`;
}
