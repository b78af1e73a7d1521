'use client';

import { useLocale, useNow } from './locale.tsx';

interface TimeProps {
  /** RFC 3339, or milliseconds since the epoch. */
  readonly at: string | number;
}

// Server and browser may have different versions of the Unicode data that texts of times come from.
const machineReadable = (at: string | number) => new Date(at).toISOString();

export function DateTime({ at }: TimeProps) {
  const { format } = useLocale();
  return (
    <time dateTime={machineReadable(at)} suppressHydrationWarning>
      {format.dateTime(at)}
    </time>
  );
}

/** "5 minutes ago", with the exact time as its title. */
export function RelativeTime({ at }: TimeProps) {
  const { format } = useLocale();
  const now = useNow();
  return (
    <time dateTime={machineReadable(at)} title={format.dateTime(at)} suppressHydrationWarning>
      {format.relative(at, now)}
    </time>
  );
}
