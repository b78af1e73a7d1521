import Link from 'next/link';
import type { Language } from '../i18n/languages.ts';
import { messagesOf } from '../i18n/messages.ts';
import { markNotFound } from '../server/answer-status.ts';
import { MessagePage } from './message-page.tsx';

/** "There is nothing here", with status 404. */
export async function NotFoundPage({ language }: { readonly language: Language }) {
  await markNotFound();
  const { title, detail, home } = messagesOf(language).notFound;
  return (
    <MessagePage mark="404" title={title} detail={detail}>
      <Link className="button button-primary" href={`/${language}`} prefetch={false}>
        {home}
      </Link>
    </MessagePage>
  );
}
