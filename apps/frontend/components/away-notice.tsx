'use client';

import { useLocale } from './locale.tsx';

/** Says that the backend does not answer, and how old the page therefore is. */
export function AwayNotice({ at }: { readonly at: number | undefined }) {
  const { messages, format } = useLocale();
  const { away } = messages;
  return (
    <div className="notice" role="status" data-notice="away">
      <p>
        <strong>{away.title}</strong>
      </p>
      <p suppressHydrationWarning>
        {at === undefined ? away.unknown : format.text(away.stale, { time: format.dateTime(at) })}
      </p>
    </div>
  );
}
