import { type Language, locales } from './languages.ts';
import type { Plural } from './messages.ts';

export type Values = Readonly<Record<string, string | number>>;

const formats = new Map<string, Format>();

/** Numbers, times and sentences in one language. Times are in `timeZone`, UTC unless given. */
export function formatOf(language: Language, timeZone = 'UTC'): Format {
  const key = `${language} ${timeZone}`;
  const known = formats.get(key) ?? createFormat(language, timeZone);
  formats.set(key, known);
  return known;
}

/** Costly: each of the formats reads its language's data. */
function createFormat(language: Language, timeZone: string) {
  const locale = locales[language];
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  const plurals = new Intl.PluralRules(locale);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, options);
    return (at: string | number) => format.format(new Date(at));
  };
  const formatted = (values: Values) =>
    Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, typeof value === 'number' ? number.format(value) : value]),
    );

  return {
    number: (value: number) => number.format(value),
    /** Part of 1, cut and not rounded: 99.996 % is not 100 %. */
    percent: (part: number) => {
      const cut = Math.floor(part * 10_000 + 1e-6) / 10_000;
      return percent.format(cut);
    },
    dateTime: dates({ dateStyle: 'long', timeStyle: 'short', timeZone }),
    time: dates({ timeStyle: 'short', timeZone }),
    /** A day of the calendar, which has no time zone. */
    day: dates({ dateStyle: 'long', timeZone: 'UTC' }),
    relative: (at: string | number, now: number) => relative.format(...relativeUnit(new Date(at).getTime() - now)),
    /** The two largest units: "2 hours, 5 minutes". */
    duration: (seconds: number) => formatDuration(locale, seconds),
    /** Puts values in the place of `{name}`. */
    text: (message: string, values: Values) => fill(message, formatted(values)),
    /** The form of the sentence that fits the number. */
    plural: (forms: Plural, count: number, values: Values = {}) =>
      fill(forms[plurals.select(count)] ?? forms.other, formatted({ ...values, count })),
  };
}

export type Format = ReturnType<typeof createFormat>;

const fill = (message: string, values: Readonly<Record<string, string>>) =>
  message.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

function relativeUnit(milliseconds: number): [number, Intl.RelativeTimeFormatUnit] {
  const seconds = Math.round(milliseconds / 1000);
  const size = Math.abs(seconds);
  if (size < minute) return [seconds, 'second'];
  if (size < hour) return [Math.trunc(seconds / minute), 'minute'];
  if (size < day) return [Math.trunc(seconds / hour), 'hour'];
  return [Math.trunc(seconds / day), 'day'];
}

function formatDuration(locale: string, seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(whole / day), 'day'],
    [Math.floor((whole % day) / hour), 'hour'],
    [Math.floor((whole % hour) / minute), 'minute'],
    [whole % minute, 'second'],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  const shown = first === -1 ? parts.slice(-1) : parts.slice(first, first + 2).filter(([value]) => value > 0);
  const words = shown.map(([value, unit]) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value),
  );
  return new Intl.ListFormat(locale, { type: 'conjunction', style: 'long' }).format(words);
}
