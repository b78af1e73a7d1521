import { Failure } from './reply.ts';

/** More than any client of a development server sends; the real server's limit as well. */
const longestBulk = 512 * 2 ** 20;
const mostArguments = 2 ** 20;

/** Cuts a stream of bytes into commands, wherever packets begin and end. */
export class RequestReader {
  private chunks: Buffer[] = [];
  private length = 0;
  /** Bytes below which another attempt is in vain. */
  private needed = 0;

  /**
   * Takes bytes in.
   * @returns the commands that are complete, each as its words
   * @throws Failure if this is not the protocol; the connection is then beyond help
   */
  *read(chunk: Buffer): Generator<string[]> {
    this.chunks.push(chunk);
    this.length += chunk.length;
    if (this.length < this.needed) return;
    const bytes = Buffer.concat(this.chunks);
    let start = 0;
    this.needed = 0;
    try {
      while (start < bytes.length) {
        const parsed = this.parse(bytes, start);
        if (!parsed) break;
        start = parsed.end;
        if (parsed.words.length > 0) yield parsed.words;
      }
    } finally {
      this.chunks = [bytes.subarray(start)];
      this.length = bytes.length - start;
      this.needed = Math.max(0, this.needed - start);
    }
  }

  private parse(bytes: Buffer, start: number): { words: string[]; end: number } | undefined {
    const line = lineAt(bytes, start);
    if (!line) return undefined;
    // Typed by hand, as in a telnet session.
    if (!line.text.startsWith('*')) return { words: line.text.split(/\s+/).filter(Boolean), end: line.end };
    const count = lengthOf(line.text, mostArguments, 'invalid multibulk length');
    const words: string[] = [];
    let end = line.end;
    while (words.length < count) {
      const header = lineAt(bytes, end);
      if (!header) return undefined;
      if (!header.text.startsWith('$')) throw protocolError(`expected '$', got '${header.text[0] ?? '\r'}'`);
      const length = lengthOf(header.text, longestBulk, 'invalid bulk length');
      const next = header.end + length + 2;
      if (next > bytes.length) {
        this.needed = next;
        return undefined;
      }
      words.push(bytes.toString('latin1', header.end, header.end + length));
      end = next;
    }
    return { words, end };
  }
}

function lineAt(bytes: Buffer, start: number): { text: string; end: number } | undefined {
  const newline = bytes.indexOf('\n', start);
  if (newline < 0) return undefined;
  return { text: bytes.toString('latin1', start, newline).replace(/\r$/, ''), end: newline + 1 };
}

function lengthOf(header: string, most: number, complaint: string): number {
  const digits = header.slice(1);
  if (!/^-?\d+$/.test(digits) || Number(digits) > most) throw protocolError(complaint);
  if (Number(digits) < 0 && complaint.includes(' bulk')) throw protocolError(complaint);
  return Math.max(0, Number(digits));
}

const protocolError = (text: string) => new Failure(`ERR Protocol error: ${text}`);
