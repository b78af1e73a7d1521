'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { problemText } from '../i18n/problem-text.ts';
import type { Incident } from '../lib/api-types.ts';
import { ownChanges } from '../lib/own-changes.ts';
import { write } from '../lib/write.ts';
import type { Reader } from '../server/questions.ts';
import { signInPath } from './account.tsx';
import { useHydrated, useLocale } from './locale.tsx';
import { useAddress } from './use-address.ts';

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
  const address = useAddress();
  if (!reader) return <p className="muted">{messages.problems.unreachable}</p>;
  const { enabled, reason } = reader.writes;
  // Who is signed in and has no reason to see lacks the role.
  if (!enabled) return <p className="muted">{reason ? messages.account[reason] : messages.problems.forbidden}</p>;
  return (
    <>
      <p className="muted">{messages.actions.signIn}</p>
      <a className="button button-primary" href={signInPath(address)}>
        {messages.account.signIn}
      </a>
    </>
  );
}

type Action = 'acknowledge' | 'resolve' | 'comments';
interface Outcome {
  readonly ok: boolean;
  readonly text: string;
  /** The button that was pressed goes away with it, so the focus has to move here. */
  readonly takesFocus: boolean;
}

const kinds = { acknowledge: 'acknowledged', resolve: 'resolved', comments: 'commented' } as const;

function ActionForm({ incident }: Pick<OperatorActionsProps, 'incident'>) {
  const { messages, format } = useLocale();
  const router = useRouter();
  const hydrated = useHydrated();
  const field = useRef<HTMLTextAreaElement>(null);
  const result = useRef<HTMLParagraphElement>(null);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const { actions, problems } = messages;
  const done = { acknowledge: actions.acknowledged, resolve: actions.resolved, comments: actions.commented };

  useEffect(() => {
    if (outcome?.takesFocus) result.current?.focus();
  }, [outcome]);

  const act = async (action: Action) => {
    // The buttons are not disabled meanwhile, since they would lose the focus.
    if (busy) return;
    const comment = field.current?.value.trim() ?? '';
    if (action === 'comments' && !comment) {
      setOutcome({ ok: false, text: actions.commentMissing, takesFocus: false });
      field.current?.focus();
      return;
    }
    setBusy(true);
    setOutcome(undefined);
    const body = action === 'acknowledge' || !comment ? {} : { comment };
    ownChanges.expect(incident.id, kinds[action]);
    const written = await write(`/api/v1/incidents/${incident.id}/${action}`, body);
    setBusy(false);
    if (!written.ok) {
      ownChanges.forget(incident.id, kinds[action]);
      const reference = written.reference ? ` ${format.text(problems.reference, { id: written.reference })}` : '';
      setOutcome({ ok: false, text: `${problemText(messages, written.type)}${reference}`, takesFocus: false });
      return;
    }
    if (action !== 'acknowledge' && field.current) field.current.value = '';
    setOutcome({ ok: true, text: done[action], takesFocus: action !== 'comments' });
    router.refresh();
  };

  return (
    <form
      // Without JavaScript a comment would end up in the address, and in logs.
      method="post"
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
          <button
            type="button"
            className="button button-primary"
            disabled={!hydrated}
            aria-disabled={busy}
            onClick={() => act('acknowledge')}
          >
            {actions.acknowledge}
          </button>
        ) : null}
        {incident.state !== 'resolved' ? (
          <button
            type="button"
            className="button"
            disabled={!hydrated}
            aria-disabled={busy}
            onClick={() => act('resolve')}
          >
            {actions.resolve}
          </button>
        ) : null}
        <button type="submit" className="button" disabled={!hydrated} aria-disabled={busy}>
          {actions.comment}
        </button>
      </div>
      <p className="outcome" role="status" data-ok={outcome?.ok}>
        {busy ? actions.working : outcome?.takesFocus ? null : outcome?.text}
      </p>
      {outcome?.takesFocus ? (
        // Read out because it gets the focus: as a status it would be read twice.
        <p ref={result} className="outcome" tabIndex={-1} data-ok={outcome.ok}>
          {outcome.text}
        </p>
      ) : null}
    </form>
  );
}
