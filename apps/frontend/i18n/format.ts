import { type Language, locales } from './languages.ts';
import type { Plural } from './messages.ts';

export type Values = Readonly<Record<string, string | number>>;

type Unit = 'day' | 'hour' | 'minute' | 'second';
/** Forms of each unit, for the place in a sentence that they are put into. */
export type Units = Readonly<Record<Unit, Plural>>;

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
  const list = new Intl.ListFormat(locale, { type: 'conjunction', style: 'long' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, options);
    return (at: string | number) => format.format(new Date(at));
  };
  const dateTime = dates({ dateStyle: 'long', timeStyle: 'short', timeZone });
  const time = dates({ timeStyle: 'short', timeZone });
  const day = dates({ dateStyle: 'short', timeZone });
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
    dateTime,
    time,
    /** The time of day, with the day where it is not that of `now`. */
    since: (at: string | number, now: number) => (day(at) === day(now) ? time(at) : dateTime(at)),
    /** A day of the calendar, which has no time zone. */
    day: dates({ dateStyle: 'long', timeZone: 'UTC' }),
    relative: (at: string | number, now: number) => relative.format(...relativeUnit(new Date(at).getTime() - now)),
    /** The two largest units: "2 hours and 5 minutes". By itself it stands in the nominative; within a sentence, give `units`. */
    duration: (seconds: number, units?: Units) =>
      list.format(
        largestUnits(seconds).map(([value, unit]) =>
          units
            ? fill(units[unit][plurals.select(value)] ?? units[unit].other, formatted({ count: value }))
            : new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value),
        ),
      ),
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

function largestUnits(seconds: number): readonly (readonly [number, Unit])[] {
  const whole = Math.max(0, Math.round(seconds));
  const parts: readonly (readonly [number, Unit])[] = [
    [Math.floor(whole / day), 'day'],
    [Math.floor((whole % day) / hour), 'hour'],
    [Math.floor((whole % hour) / minute), 'minute'],
    [whole % minute, 'second'],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  return first === -1 ? parts.slice(-1) : parts.slice(first, first + 2).filter(([value]) => value > 0);
}
