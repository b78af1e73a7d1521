import pg from 'pg';

/** Number of the type `timestamptz` in PostgreSQL's catalogue. */
const timestamptz = 1184;
/** What it looks like in the session's time zone, which is UTC. */
const inUtc = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/;

/**
 * Reads timestamps as RFC 3339 in UTC with milliseconds, as the API gives them. A list of incidents holds many, and to make
 * a Date of each only to write it again takes longer than anything else about the request.
 */
export const getTypeParser: typeof pg.types.getTypeParser = ((id: number, format?: 'text' | 'binary') =>
  id === timestamptz && format !== 'binary'
    ? timestamp
    : pg.types.getTypeParser(id, format as 'text')) as typeof pg.types.getTypeParser;

export function timestamp(text: string): string {
  const parts = inUtc.exec(text);
  if (!parts) return new Date(text).toISOString();
  const [, date, time, fraction = ''] = parts;
  return `${date}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
}
