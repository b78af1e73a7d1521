import type { ReactNode } from 'react';

interface MessagePageProps {
  /** Large and decorative, such as the status of the answer. */
  readonly mark: string;
  readonly title: string;
  readonly detail: string;
  readonly children: ReactNode;
}

/** A page with nothing but something to say. */
export function MessagePage({ mark, title, detail, children }: MessagePageProps) {
  return (
    <div className="message-page">
      <p className="message-mark" aria-hidden="true">
        {mark}
      </p>
      <h1>{title}</h1>
      <p className="muted">{detail}</p>
      {children}
    </div>
  );
}
