'use client';

import { usePathname, useRouter } from 'next/navigation';
import { useState } from 'react';
import { write } from '../lib/write.ts';
import type { Reader } from '../server/questions.ts';
import { useLocale } from './locale.tsx';

export const signInPath = (returnTo: string) => `/api/v1/auth/login?returnTo=${encodeURIComponent(returnTo)}`;

/** Who is signed in, or how to become it. */
export function Account({ reader }: { readonly reader: Reader | undefined }) {
  const { messages } = useLocale();
  const pathname = usePathname();
  if (reader?.name !== undefined) return <Operator name={reader.name} />;
  if (reader?.writes.enabled) {
    return (
      <a className="tool account" href={signInPath(pathname)}>
        {messages.account.signIn}
      </a>
    );
  }
  const reason = reader?.writes.reason;
  return (
    <span className="tool-text muted account" title={reason ? messages.account[reason] : undefined}>
      {messages.account.readOnly}
    </span>
  );
}

function Operator({ name }: { readonly name: string }) {
  const { messages } = useLocale();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const signOut = async () => {
    setBusy(true);
    await write('/api/v1/auth/logout', {});
    setBusy(false);
    router.refresh();
  };
  return (
    <span className="operator">
      <span className="visually-hidden">{messages.account.signedInAs} </span>
      <bdi className="operator-name">{name}</bdi>
      <button type="button" className="tool" onClick={signOut} disabled={busy}>
        {messages.account.signOut}
      </button>
    </span>
  );
}
