import pg from 'pg';

/** Number of the type `timestamptz` in PostgreSQL's catalogue. */
const timestamptz = 1184;
/**
 * Reads timestamps as RFC 3339 in UTC with milliseconds, as the API gives them. A list of incidents holds many, and to make
 * a Date of each only to write it again takes longer than anything else about the request.
 */
export const getTypeParser: typeof pg.types.getTypeParser = ((id: number, format?: 'text' | 'binary') =>
  id === timestamptz && format !== 'binary'
    ? timestamp
    : pg.types.getTypeParser(id, format as 'text')) as typeof pg.types.getTypeParser;

/** `2026-01-31 12:00:00.123456+00`, the fraction being left out where it is zero; the session's time zone is UTC. */
export function timestamp(text: string): string {
  const hasFraction = text[19] === '.';
  // Years of five digits, years before Christ and infinity are longer or shorter.
  if (text[10] !== ' ' || !text.endsWith('+00') || (!hasFraction && text.length !== 22))
    return new Date(text).toISOString();
  const milliseconds = hasFraction ? text.slice(20, Math.min(23, text.length - 3)).padEnd(3, '0') : '000';
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${milliseconds}Z`;
}
