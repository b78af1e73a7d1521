'use client';

import { useSearchParams } from 'next/navigation';
import { useLocale } from './locale.tsx';

/** Says why a sign-in came to nothing; the backend leaves the reason in the address that it returns to. */
export function SignInNotice() {
  const { messages } = useLocale();
  const reason = useSearchParams().get('signIn');
  const { signInFailed } = messages.account;
  if (reason === null || !Object.hasOwn(signInFailed, reason)) return null;
  return (
    <div className="notice" role="status" data-notice="sign-in">
      <p>{signInFailed[reason as keyof typeof signInFailed]}</p>
    </div>
  );
}
