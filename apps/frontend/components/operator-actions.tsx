'use client';

import { usePathname, useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { problemText } from '../i18n/problem-text.ts';
import type { Incident } from '../lib/api-types.ts';
import { write } from '../lib/write.ts';
import type { Reader } from '../server/questions.ts';
import { signInPath } from './account.tsx';
import { useLocale } from './locale.tsx';

interface OperatorActionsProps {
  readonly incident: Pick<Incident, 'id' | 'state'>;
  readonly reader: Reader | undefined;
}

/** Acknowledge, resolve and comment; or what is missing for it. */
export function OperatorActions({ incident, reader }: OperatorActionsProps) {
  const { messages } = useLocale();
  return (
    <section className="card panel" aria-labelledby="actions">
      <h2 id="actions">{messages.actions.title}</h2>
      {reader?.name !== undefined && reader.writes.enabled ? (
        <ActionForm incident={incident} />
      ) : (
        <Invitation reader={reader} />
      )}
    </section>
  );
}

function Invitation({ reader }: Pick<OperatorActionsProps, 'reader'>) {
  const { messages } = useLocale();
  const pathname = usePathname();
  if (!reader) return <p className="muted">{messages.problems.unreachable}</p>;
  const { enabled, reason } = reader.writes;
  // Who is signed in and has no reason to see lacks the role.
  if (!enabled) return <p className="muted">{reason ? messages.account[reason] : messages.problems.forbidden}</p>;
  return (
    <>
      <p className="muted">{messages.actions.signIn}</p>
      <a className="button button-primary" href={signInPath(pathname)}>
        {messages.account.signIn}
      </a>
    </>
  );
}

type Action = 'acknowledge' | 'resolve' | 'comments';
interface Outcome {
  readonly ok: boolean;
  readonly text: string;
}

function ActionForm({ incident }: Pick<OperatorActionsProps, 'incident'>) {
  const { messages, format } = useLocale();
  const router = useRouter();
  const field = useRef<HTMLTextAreaElement>(null);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const { actions, problems } = messages;
  const done = { acknowledge: actions.acknowledged, resolve: actions.resolved, comments: actions.commented };

  const act = async (action: Action) => {
    const comment = field.current?.value.trim() ?? '';
    if (action === 'comments' && !comment) {
      setOutcome({ ok: false, text: actions.commentMissing });
      field.current?.focus();
      return;
    }
    setBusy(true);
    setOutcome(undefined);
    const body = action === 'acknowledge' || !comment ? {} : { comment };
    const written = await write(`/api/v1/incidents/${incident.id}/${action}`, body);
    setBusy(false);
    if (!written.ok) {
      const reference = written.reference ? ` ${format.text(problems.reference, { id: written.reference })}` : '';
      setOutcome({ ok: false, text: `${problemText(messages, written.type)}${reference}` });
      return;
    }
    if (action !== 'acknowledge' && field.current) field.current.value = '';
    setOutcome({ ok: true, text: done[action] });
    router.refresh();
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void act('comments');
      }}
      aria-busy={busy}
    >
      <label className="field" htmlFor="comment">
        {actions.commentLabel}
      </label>
      <textarea ref={field} id="comment" name="comment" rows={4} dir="auto" aria-describedby="comment-hint" />
      <p id="comment-hint" className="muted small">
        {actions.commentHint}
      </p>
      <div className="buttons">
        {incident.state === 'open' ? (
          <button type="button" className="button button-primary" disabled={busy} onClick={() => act('acknowledge')}>
            {actions.acknowledge}
          </button>
        ) : null}
        {incident.state !== 'resolved' ? (
          <button type="button" className="button" disabled={busy} onClick={() => act('resolve')}>
            {actions.resolve}
          </button>
        ) : null}
        <button type="submit" className="button" disabled={busy}>
          {actions.comment}
        </button>
      </div>
      <p className="outcome" role="status" data-ok={outcome?.ok}>
        {busy ? actions.working : outcome?.text}
      </p>
    </form>
  );
}
