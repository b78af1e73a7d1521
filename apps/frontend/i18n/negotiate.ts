import { defaultLanguage, isLanguage, type Language } from './languages.ts';

/** Name of the cookie that keeps the language that was chosen. */
export const languageCookie = 'arq-language';

/**
 * Language for someone who did not name one in the address.
 *
 * @param chosen value of the cookie; wins
 * @param acceptLanguage header of that name, with weights (RFC 9110, 12.5.4)
 */
export function negotiateLanguage(chosen: string | undefined, acceptLanguage: string | null): Language {
  if (isLanguage(chosen)) return chosen;
  return acceptedLanguages(acceptLanguage ?? '').find(isLanguage) ?? defaultLanguage;
}

/** Primary subtags, most wanted first. */
function acceptedLanguages(header: string): string[] {
  return header
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return { language: tag.toLowerCase().split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ language }) => language);
}
