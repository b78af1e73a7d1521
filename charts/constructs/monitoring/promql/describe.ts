import type { Finding } from './finding.ts';

/** Messages about a text, in the order of what they are about, each with its place, line and column. */
export function describe(text: string, findings: readonly Finding[], place: string): string[] {
  return findings
    .toSorted((one, other) => one.at - other.at)
    .map(({ at, message, showsLine }) => {
      const before = text.slice(0, at).split('\n');
      const indentation = before.at(-1) ?? '';
      const said = `${place}, line ${before.length}, column ${indentation.length + 1}: ${message}`;
      if (!showsLine) return said;
      const line = text.split('\n')[before.length - 1];
      // Tabs stay tabs, so that the caret stands under its character however wide they are shown.
      return `${said}\n  ${line}\n  ${indentation.replaceAll(/[^\t]/g, ' ')}^`;
    });
}
