import { styleText } from 'node:util';

const colours = ['cyan', 'magenta', 'yellow', 'green', 'blue'] as const;
const keptLines = 20;

/** What is written, line by line, with the name of who wrote it in front. */
export interface Output {
  /** Takes any piece of text. */
  write(text: string): void;
  /** The last lines, for a report. */
  readonly lastLines: readonly string[];
}

/** The terminal, shared by all programs. */
export class Terminal {
  private readonly names: readonly string[];
  private readonly width: number;

  constructor(names: readonly string[]) {
    this.names = names;
    this.width = Math.max(...names.map((name) => name.length));
  }

  /** The lines of one of the programs. */
  of(name: string, isWanted: (line: string) => boolean = () => true): Output {
    const colour = colours[this.names.indexOf(name) % colours.length] ?? 'white';
    const prefix = paint(colour, `${name.padEnd(this.width)} |`);
    const lastLines: string[] = [];
    let rest = '';
    return {
      lastLines,
      write: (text) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          lastLines.push(line);
          if (lastLines.length > keptLines) lastLines.shift();
          if (isWanted(line)) process.stdout.write(`${prefix} ${line.replace(/\r$/, '')}\n`);
        }
      },
    };
  }

  /** Something of our own, that stands out. */
  say(text: string): void {
    process.stdout.write(`${paint('bold', text)}\n`);
  }
}

type Style = (typeof colours)[number] | 'white' | 'bold';

/** Colours belong on a terminal, and not into a file. */
const paint = (style: Style, text: string) => (hasColours() ? styleText(style, text) : text);

/** Whether programs may colour what they write. */
export const hasColours = () => process.stdout.isTTY === true && !process.env['NO_COLOR'];
