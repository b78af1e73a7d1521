import { lstatSync, readFileSync } from 'node:fs';

/** How a text may begin that says in which encoding it is. */
const byteOrderMarks = [
  { mark: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { mark: [0xff, 0xfe], encoding: 'utf-16le' },
  { mark: [0xfe, 0xff], encoding: 'utf-16be' },
];

/**
 * Text of a file. Nothing for a binary file, a submodule or a missing one; nor for a symbolic link, whose target is not
 * what Git stores.
 */
export function textOf(path) {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isFile()) return undefined;
  const content = readFileSync(path);
  const marked = byteOrderMarks.find(({ mark }) => mark.every((byte, index) => content[index] === byte));
  if (!marked && isBinary(content)) return undefined;
  return new TextDecoder(marked?.encoding).decode(content);
}

/** As Git decides: a zero byte near the beginning. */
const isBinary = (content) => content.subarray(0, 8000).includes(0);
