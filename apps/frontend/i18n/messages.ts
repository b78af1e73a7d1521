import { ar } from './ar.ts';
import { en } from './en.ts';
import type { Language } from './languages.ts';

/** A sentence with a number in it, per plural category. */
export type Plural = { readonly other: string } & Partial<Readonly<Record<Intl.LDMLPluralRule, string>>>;

/** The same keys with other words; `P` is the shape that plurals need in that language. */
export type Translation<T, P = Plural> = {
  readonly [K in keyof T]: T[K] extends string ? string : T[K] extends Plural ? P : Translation<T[K], P>;
};

/** Everything that the pages say. */
export type Messages = Translation<typeof en>;

const messages: Readonly<Record<Language, Messages>> = { en, ar };

export const messagesOf = (language: Language): Messages => messages[language];
