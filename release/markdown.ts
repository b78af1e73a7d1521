import { count, imageLines, objectLines, type ReleaseReport, unexpectedWarning } from './report.ts';

/** Characters of a pull request's body: GitHub takes 65,536, and a workflow may have something to add. */
export const longestMarkdown = 60_000;

/** The report as the body of a pull request. What does not fit is counted, never dropped silently. */
export function reportMarkdown(report: ReleaseReport): string {
  const { images, changes, notes, warnings } = report;
  const rows = images.map(({ tier, before, after }) => `| ${tier} | \`${before}\` | \`${after}\` |`);
  const unexpected = unexpectedWarning(changes);
  const alarms = [...warnings, ...(unexpected ? [unexpected] : [])];
  const head = [
    ...alarms.flatMap((warning) => ['> [!WARNING]', `> ${sentence(warning)}`, '']),
    ...['| tier | before | after |', '| --- | --- | --- |', ...rows, ''],
    unexpected
      ? ''
      : `Nothing but images changes, in ${count(changes.expected.length, 'object')}, compared field by field.`,
    ...notes.map((note) => `\n${sentence(note)}`),
  ];
  // What nobody expects comes first: should something not fit, it is not this.
  const blocks = [
    { title: 'Besides images', lines: objectLines(changes.unexpected) },
    { title: 'Images', lines: imageLines(changes.expected, images) },
  ].filter(({ lines }) => lines.length > 0);
  let text = `${head
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`;
  for (const { title, lines } of blocks) text += block(title, lines, longestMarkdown - text.length);
  return text;
}

/** A title and as many lines as there is room for. */
function block(title: string, lines: readonly string[], room: number): string {
  const fence = '`'.repeat(
    Math.max(3, ...lines.flatMap((line) => line.match(/`+/g) ?? []).map(({ length }) => length + 1)),
  );
  const frame = (shown: readonly string[], rest: number) =>
    [
      `\n### ${title}\n`,
      `${fence}text`,
      ...shown,
      fence,
      ...(rest > 0 ? [`\n${count(rest, 'more line')} did not fit; the commit shows all.`] : []),
      '',
    ].join('\n');
  let left = room - frame([], lines.length).length;
  const fitting = lines.findIndex((line) => {
    left -= line.length + 1;
    return left < 0;
  });
  const shown = fitting < 0 ? lines : lines.slice(0, fitting);
  return frame(shown, lines.length - shown.length);
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}
