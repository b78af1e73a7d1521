'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { problemText } from '../i18n/problem-text.ts';
import { write } from '../lib/write.ts';
import type { Reader } from '../server/questions.ts';
import { useLocale } from './locale.tsx';
import { useAddress } from './use-address.ts';

export const signInPath = (returnTo: string) => `/api/v1/auth/login?returnTo=${encodeURIComponent(returnTo)}`;

/** Who is signed in, or how to become it. */
export function Account({ reader }: { readonly reader: Reader | undefined }) {
  const { messages } = useLocale();
  const address = useAddress();
  const visitor = useRef<HTMLAnchorElement & HTMLSpanElement>(null);
  const signedOut = useRef(false);
  const name = reader?.name;
  useEffect(() => {
    if (name !== undefined || !signedOut.current) return;
    signedOut.current = false;
    // The button that had the focus is gone; this is in its place.
    visitor.current?.focus();
  }, [name]);

  if (name !== undefined) {
    return (
      <Operator
        name={name}
        onSignedOut={() => {
          signedOut.current = true;
        }}
      />
    );
  }
  if (reader?.writes.enabled) {
    return (
      <a ref={visitor} className="tool account" href={signInPath(address)}>
        {messages.account.signIn}
      </a>
    );
  }
  const reason = reader?.writes.reason;
  return (
    <span
      ref={visitor}
      tabIndex={-1}
      className="tool-text muted account"
      title={reason ? messages.account[reason] : undefined}
    >
      {messages.account.readOnly}
    </span>
  );
}

function Operator({ name, onSignedOut }: { readonly name: string; readonly onSignedOut: () => void }) {
  const { messages } = useLocale();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const signOut = async () => {
    // A disabled button would lose the focus.
    if (busy) return;
    setBusy(true);
    setFailure(undefined);
    const written = await write('/api/v1/auth/logout', {});
    setBusy(false);
    if (!written.ok) {
      setFailure(problemText(messages, written.type));
      return;
    }
    onSignedOut();
    router.refresh();
  };
  return (
    <span className="operator">
      <span className="visually-hidden">{messages.account.signedInAs} </span>
      <bdi className="operator-name">{name}</bdi>
      <button type="button" className="tool" onClick={signOut} aria-disabled={busy}>
        {messages.account.signOut}
      </button>
      <span className="operator-failure small" role="status">
        {failure}
      </span>
    </span>
  );
}
