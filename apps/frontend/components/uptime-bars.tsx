'use client';

import type { DayOfUptime, TierUptime } from '../lib/api-types.ts';
import { barHeight, dayLevel, daysWithDowntime } from '../lib/uptime.ts';
import { useLocale } from './locale.tsx';

const height = 32;
const step = 4;
const width = 2.8;

/** One bar per day, and the days with downtime as a table that can be unfolded. */
export function UptimeBars({ history }: { readonly history: TierUptime | undefined }) {
  const { messages, format } = useLocale();
  if (!history) return <p className="muted small">{messages.uptime.unknown}</p>;
  const { days, uptime } = history;
  const percent = format.percent(uptime);
  const bad = daysWithDowntime(days);
  return (
    <div className="uptime">
      <svg
        className="uptime-bars mirrored"
        viewBox={`0 0 ${Math.max(1, days.length) * step} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={format.plural(messages.uptime.summary, days.length, { percent })}
        suppressHydrationWarning
      >
        {days.map((day, index) => (
          <DayBar key={day.date} day={day} index={index} />
        ))}
      </svg>
      <p className="uptime-scale" suppressHydrationWarning>
        <span>{format.plural(messages.uptime.from, days.length)}</span>
        <span className="uptime-percent">{format.text(messages.uptime.percent, { percent })}</span>
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
  const title =
    level === 'none'
      ? format.text(messages.uptime.dayWithout, { date })
      : format.text(messages.uptime.day, { date, downtime: format.duration(day.downtimeSeconds) });
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

function DowntimeTable({ days }: { readonly days: readonly DayOfUptime[] }) {
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
