'use client';

import { useId } from 'react';
import type { LatencySample } from '../lib/api-types.ts';
import { sparkline } from '../lib/sparkline.ts';
import { useLocale } from './locale.tsx';

const size = { width: 240, height: 56, padding: 4 };

/** The last value, and the line that led to it. */
export function LatencyChart({ samples }: { readonly samples: readonly LatencySample[] }) {
  const { messages, format } = useLocale();
  const shade = useId();
  const chart = sparkline(samples, size);
  const milliseconds = (value: number) =>
    format.text(messages.latency.milliseconds, { value: value < 10 ? value : Math.round(value) });
  if (!chart) {
    return (
      <div className="latency">
        <p className="latency-value">
          <span className="label">{messages.latency.title}</span>
          <span className="muted">{messages.latency.none}</span>
        </p>
      </div>
    );
  }
  const summary = format.text(messages.latency.summary, {
    last: milliseconds(chart.last),
    least: milliseconds(chart.least),
    most: milliseconds(chart.most),
    minutes: format.plural(messages.units.minute, chart.minutes),
  });
  return (
    <div className="latency">
      <p className="latency-value" aria-hidden="true">
        <span className="label">{messages.latency.title}</span>
        <span className="figure" suppressHydrationWarning>
          {milliseconds(chart.last)}
        </span>
      </p>
      <svg
        className="latency-chart mirrored"
        viewBox={`0 0 ${size.width} ${size.height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={summary}
        suppressHydrationWarning
      >
        <linearGradient id={shade} x1="0" y1="0" x2="0" y2="1">
          <stop className="latency-shade" offset="0" />
          <stop className="latency-shade" offset="1" />
        </linearGradient>
        <path d={chart.area} fill={`url(#${shade})`} />
        <path className="latency-line" d={chart.line} vectorEffect="non-scaling-stroke" />
      </svg>
    </div>
  );
}
