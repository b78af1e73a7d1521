import type { Messages } from './messages.ts';

const prefix = 'urn:arq:problem:';

/** What a problem of the API (RFC 9457) means, in the reader's language. */
export function problemText(messages: Messages, type: string | undefined): string {
  const kind = type?.startsWith(prefix) ? type.slice(prefix.length) : '';
  const { problems } = messages;
  return kind !== 'reference' && Object.hasOwn(problems, kind)
    ? problems[kind as keyof typeof problems]
    : problems.unknown;
}
