'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { splitPath } from '../i18n/languages.ts';
import { useLocale } from './locale.tsx';

/** The same page in the other language. A whole new document, since its direction and language change. */
export function LanguageLink() {
  const { language, messages } = useLocale();
  const pathname = usePathname();
  const search = useSearchParams().toString();
  const other = language === 'ar' ? 'en' : 'ar';
  return (
    <a
      className="tool"
      href={`/${other}${splitPath(pathname).rest}${search && `?${search}`}`}
      hrefLang={other}
      lang={other}
      aria-label={messages.language.switchLabel}
    >
      {messages.language.switchTo}
    </a>
  );
}
