'use client';

import { useLocale } from './locale.tsx';

interface AwayNoticeProps {
  /** Milliseconds since the epoch of what is shown; `undefined` where nothing is known. */
  readonly at: number | undefined;
  /** The backend answers, but that it is asked too often. */
  readonly limited: boolean;
}

/** Says why the page is not current, and how old it therefore is. */
export function AwayNotice({ at, limited }: AwayNoticeProps) {
  const { messages, format } = useLocale();
  const { away } = messages;
  return (
    <div className="notice" role="status" data-notice={limited ? 'limited' : 'away'}>
      <p>
        <strong>{limited ? away.limited : away.title}</strong>
      </p>
      <p suppressHydrationWarning>
        {at === undefined
          ? limited
            ? away.limitedUnknown
            : away.unknown
          : format.text(away.stale, { time: format.dateTime(at) })}
      </p>
    </div>
  );
}
