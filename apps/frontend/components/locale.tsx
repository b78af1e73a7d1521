'use client';

import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { type Format, formatOf } from '../i18n/format.ts';
import type { Language } from '../i18n/languages.ts';
import type { Messages } from '../i18n/messages.ts';

interface Locale {
  readonly language: Language;
  readonly messages: Messages;
  /** Milliseconds since the epoch at which the server made the page. */
  readonly renderedAt: number;
}

const LocaleContext = createContext<Locale | undefined>(undefined);

export function LocaleProvider({ children, ...locale }: Locale & { readonly children: ReactNode }) {
  return <LocaleContext value={locale}>{children}</LocaleContext>;
}

const unchanging = () => () => {};
const ownTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const serversTimeZone = () => 'UTC';

/** Language, words and formats of the page. Times are in UTC on the server, then in the reader's own zone. */
export function useLocale(): Locale & { readonly format: Format } {
  const locale = useContext(LocaleContext);
  if (!locale) throw new Error('useLocale is used outside of LocaleProvider');
  const timeZone = useSyncExternalStore(unchanging, ownTimeZone, serversTimeZone);
  return { ...locale, format: formatOf(locale.language, timeZone) };
}

/** Whether JavaScript has taken over: before that, nothing but links and forms works. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    unchanging,
    () => true,
    () => false,
  );

const tickMilliseconds = 15_000;

/** The time, as far as texts such as "5 minutes ago" need it. The first one is the server's, so that both agree. */
export function useNow(): number {
  const { renderedAt } = useLocale();
  const [now, setNow] = useState(renderedAt);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), tickMilliseconds);
    return () => clearInterval(timer);
  }, []);
  return now;
}
