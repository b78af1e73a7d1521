'use client';

import type { TimelineEvent } from '../lib/api-types.ts';
import { TimelineIcon } from './icons.tsx';
import { useLocale } from './locale.tsx';
import { DateTime, RelativeTime } from './time.tsx';

export function Timeline({ events }: { readonly events: readonly TimelineEvent[] }) {
  const { messages } = useLocale();
  const { incident } = messages;
  return (
    <section className="card panel" aria-labelledby="timeline">
      <h2 id="timeline">{incident.timeline}</h2>
      <ol className="timeline">
        {events.map(({ id, kind, at, actor, comment }) => (
          <li key={id} data-kind={kind}>
            <span className="timeline-icon">
              <TimelineIcon kind={kind} />
            </span>
            <div className="timeline-text">
              <p>
                <strong>{incident.kinds[kind]}</strong> <bdi className="muted">{actor ?? incident.alertmanager}</bdi>
              </p>
              <p className="muted small timeline-time">
                <DateTime at={at} />
                <RelativeTime at={at} />
              </p>
              {comment ? <p className="comment">{comment}</p> : null}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
