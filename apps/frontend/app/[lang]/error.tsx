'use client';

import { useLocale } from '../../components/locale.tsx';
import { MessagePage } from '../../components/message-page.tsx';

interface ErrorPageProps {
  readonly error: Error & { readonly digest?: string };
}

export default function ErrorPage({ error }: ErrorPageProps) {
  const { messages, format } = useLocale();
  const { title, detail, retry, reference } = messages.failure;
  return (
    <MessagePage mark="!" title={title} detail={detail}>
      {error.digest ? <p className="muted small">{format.text(reference, { id: error.digest })}</p> : null}
      <button type="button" className="button button-primary" onClick={() => window.location.reload()}>
        {retry}
      </button>
    </MessagePage>
  );
}
