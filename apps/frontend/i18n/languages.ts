export const languages = ['en', 'ar'] as const;
export type Language = (typeof languages)[number];

/** The one that is spoken where nobody says what they read. */
export const defaultLanguage: Language = 'en';

export const isLanguage = (value: unknown): value is Language => languages.some((language) => language === value);

export const direction = (language: Language): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr');

/** Numerals and calendar are named, so that server and browser agree whatever their defaults are. */
export const locales: Readonly<Record<Language, string>> = {
  en: 'en-GB-u-nu-latn-ca-gregory',
  ar: 'ar-EG-u-nu-arab-ca-gregory',
};

/** Language at the head of a path, and the rest of it. */
export function splitPath(pathname: string): { readonly language: Language | undefined; readonly rest: string } {
  const [, first = '', ...others] = pathname.split('/');
  if (!isLanguage(first)) return { language: undefined, rest: pathname };
  const rest = others.join('/');
  return { language: first, rest: rest ? `/${rest}` : '' };
}
