'use client';

import '../styles/index.css';

import { useParams } from 'next/navigation';
import { MessagePage } from '../components/message-page.tsx';
import { defaultLanguage, direction, isLanguage } from '../i18n/languages.ts';
import { messagesOf } from '../i18n/messages.ts';

/** What is shown where the layout itself failed: a document of its own. */
export default function GlobalError() {
  const { lang } = useParams<{ lang?: string }>() ?? {};
  const language = isLanguage(lang) ? lang : defaultLanguage;
  const { title, detail, retry } = messagesOf(language).failure;
  return (
    <html lang={language} dir={direction(language)}>
      <body>
        <title>{title}</title>
        <main>
          <MessagePage mark="!" title={title} detail={detail}>
            <button type="button" className="button button-primary" onClick={() => window.location.reload()}>
              {retry}
            </button>
          </MessagePage>
        </main>
      </body>
    </html>
  );
}
