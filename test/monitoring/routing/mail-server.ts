import { createServer, type Server, type Socket } from 'node:net';

/** A mail as it was handed in. */
export interface Mail {
  /** Who signed in, and how: parts that are separated by NUL. */
  readonly authorization?: string | undefined;
  readonly text: string;
}

/** A server that takes every mail. */
export function createMailServer(onMail: (mail: Mail) => void): Server {
  return createServer((socket) => {
    const session = new Session(socket, onMail);
    let rest = '';
    socket.setEncoding('utf8').on('error', () => {});
    socket.on('data', (data) => {
      const lines = (rest + data).split('\r\n');
      rest = lines.pop() as string;
      for (const line of lines) session.take(line);
    });
    session.answer('220 localhost ESMTP');
  });
}

const answers: Readonly<Record<string, string>> = {
  EHLO: '250-localhost\r\n250 AUTH PLAIN',
  AUTH: '235 ok',
  DATA: '354 go on',
  QUIT: '221 bye',
};

class Session {
  private readonly socket: Socket;
  private readonly onMail: (mail: Mail) => void;
  private authorization?: string;
  private lines?: string[] | undefined;

  constructor(socket: Socket, onMail: (mail: Mail) => void) {
    this.socket = socket;
    this.onMail = onMail;
  }

  take(line: string): void {
    if (this.lines) this.takeText(line, this.lines);
    else this.takeCommand(line);
  }

  answer(line: string): void {
    this.socket.write(`${line}\r\n`);
  }

  private takeText(line: string, lines: string[]): void {
    if (line !== '.') {
      lines.push(line);
      return;
    }
    this.onMail({ authorization: this.authorization, text: lines.join('\n') });
    this.lines = undefined;
    this.answer('250 ok');
  }

  private takeCommand(line: string): void {
    const [verb = '', ...words] = line.split(' ');
    if (verb === 'AUTH') this.authorization = Buffer.from(words[1] ?? '', 'base64').toString('utf8');
    if (verb === 'DATA') this.lines = [];
    this.answer(answers[verb] ?? '250 ok');
  }
}
