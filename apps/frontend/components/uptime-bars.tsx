'use client';

import type { DayOfUptime, TierUptime } from '../lib/api-types.ts';
import { barHeight, dayLevel, daysWithDowntime, isKnownDay, type KnownDay } from '../lib/uptime.ts';
import { useLocale } from './locale.tsx';

const height = 32;
const step = 4;
const width = 2.8;
/** Days that a narrow screen shows of 90, by the style sheet. */
const narrowDays = 30;

/** One bar per day, and the days with downtime as a table that can be unfolded. */
export function UptimeBars({ history }: { readonly history: TierUptime | undefined }) {
  const { messages, format } = useLocale();
  if (!history) return <p className="muted small">{messages.uptime.unknown}</p>;
  const { days, uptime } = history;
  const percent = format.percent(uptime);
  const bad = daysWithDowntime(days);
  const known = days.filter(isKnownDay).length;
  const unknown = days.length - known;
  const summary = [
    known > 0 ? format.plural(messages.uptime.summary, known, { percent }) : messages.uptime.noDataYet,
    ...(known > 0 && unknown > 0 ? [format.plural(messages.uptime.noData, unknown)] : []),
  ].join(' · ');
  // Today is one of the days: the first of 90 is 89 days ago.
  const ago = (shown: number) => (shown > 1 ? format.plural(messages.uptime.from, shown - 1) : null);
  return (
    <div className="uptime" data-days={days.length}>
      <div className="uptime-window">
        <svg
          className="uptime-bars mirrored"
          viewBox={`0 0 ${Math.max(1, days.length) * step} ${height}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={summary}
          suppressHydrationWarning
        >
          {days.map((day, index) => (
            <DayBar key={day.date} day={day} index={index} />
          ))}
        </svg>
      </div>
      <p className="uptime-scale" suppressHydrationWarning>
        <span>
          <span className="uptime-from-all">{ago(days.length)}</span>
          <span className="uptime-from-last">{ago(Math.min(days.length, narrowDays))}</span>
        </span>
        <span className="uptime-percent">
          {known > 0 ? format.text(messages.uptime.percent, { percent }) : messages.uptime.noDataYet}
        </span>
        <span>{messages.uptime.today}</span>
      </p>
      {bad.length > 0 ? <DowntimeTable days={bad} /> : null}
    </div>
  );
}

function DayBar({ day, index }: { readonly day: DayOfUptime; readonly index: number }) {
  const { messages, format } = useLocale();
  const level = dayLevel(day);
  const barSize = barHeight(level) * height;
  const date = format.day(day.date);
  const { day: withDowntime, dayWithout, dayWithoutData } = messages.uptime;
  const title =
    day.downtimeSeconds === null
      ? format.text(dayWithoutData, { date })
      : day.downtimeSeconds === 0
        ? format.text(dayWithout, { date })
        : format.text(withDowntime, { date, downtime: format.duration(day.downtimeSeconds) });
  return (
    <rect
      className="uptime-day"
      data-level={level}
      x={index * step + (step - width) / 2}
      y={height - barSize}
      width={width}
      height={barSize}
      rx="1"
    >
      <title suppressHydrationWarning>{title}</title>
    </rect>
  );
}

function DowntimeTable({ days }: { readonly days: readonly KnownDay[] }) {
  const { messages, format } = useLocale();
  return (
    <details className="downtime">
      <summary suppressHydrationWarning>{format.plural(messages.uptime.daysWithDowntime, days.length)}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{messages.uptime.date}</th>
            <th scope="col">{messages.uptime.downtime}</th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((day) => (
            <tr key={day.date}>
              <td suppressHydrationWarning>{format.day(day.date)}</td>
              <td suppressHydrationWarning>{format.duration(day.downtimeSeconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
