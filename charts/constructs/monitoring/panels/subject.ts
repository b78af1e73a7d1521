import type { Panel, Row } from './panel.ts';

/** What a row is about; a dashboard of several workloads puts rows about the same subject side by side. */
export type Subject =
  | 'edge'
  | 'requests'
  | 'releases'
  | 'containers'
  | 'nodes'
  | 'process'
  | 'database'
  | 'cache'
  | 'volumes'
  | 'jobs'
  | 'application'
  | 'monitoring';

/** A row that says what it is about. */
export interface SubjectRow extends Row {
  readonly subject: Subject;
  /** What an overview shows of it, with titles that tell whose it is. @default nothing */
  readonly headlines?: Headlines;
}

/** What somebody who was woken looks at first. */
export interface Headlines {
  /** Whether it is there at all: 1 or 0. */
  readonly state?: Panel;
  /** How well it does. */
  readonly numbers?: readonly Panel[];
}

/** The headlines of all rows that have some. */
export function headlinesOf(rows: readonly Row[]): {
  readonly states: readonly Panel[];
  readonly numbers: readonly Panel[];
} {
  const headlines = rows.flatMap((row) => (row as Partial<SubjectRow>).headlines ?? []);
  return {
    states: headlines.flatMap(({ state }) => state ?? []),
    numbers: headlines.flatMap(({ numbers = [] }) => numbers),
  };
}

/**
 * Rows in the order of their subjects; those about the same one stay as they were, and those that do not say what they
 * are about come last.
 */
export function bySubject(rows: readonly Row[], order: readonly Subject[]): Row[] {
  const rank = (row: Row) => {
    const index = order.indexOf((row as Partial<SubjectRow>).subject as Subject);
    return index < 0 ? order.length : index;
  };
  return [...rows].sort((a, b) => rank(a) - rank(b));
}
