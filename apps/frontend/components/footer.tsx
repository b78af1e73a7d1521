'use client';

import { useHydrated, useLocale } from './locale.tsx';

export function Footer() {
  const { messages } = useLocale();
  const { time, utc } = messages.footer;
  return (
    <footer className="footer">
      <p>
        <bdi>{messages.brand}</bdi> · {messages.tagline}
      </p>
      <p className="muted">{useHydrated() ? time : utc}</p>
    </footer>
  );
}
