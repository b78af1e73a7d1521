import '@fontsource-variable/noto-sans-arabic/index.css';
import '../../styles/index.css';

import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { Footer } from '../../components/footer.tsx';
import { Header } from '../../components/header.tsx';
import { LocaleProvider } from '../../components/locale.tsx';
import { SignInNotice } from '../../components/sign-in-notice.tsx';
import { direction, isLanguage } from '../../i18n/languages.ts';
import { messagesOf } from '../../i18n/messages.ts';
import { readTheme, themeCookie } from '../../lib/theme.ts';
import { askReader } from '../../server/questions.ts';

interface LayoutProps {
  readonly children: ReactNode;
  readonly params: Promise<{ readonly lang: string }>;
}

export async function generateMetadata({ params }: LayoutProps): Promise<Metadata> {
  const { lang } = await params;
  if (!isLanguage(lang)) return {};
  const { brand, status, tagline } = messagesOf(lang);
  return {
    title: { default: `${brand} – ${tagline}`, template: `%s – ${brand}` },
    description: status.description,
    applicationName: brand,
    icons: { icon: '/icon.svg' },
  };
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f5f6fa' },
    { media: '(prefers-color-scheme: dark)', color: '#0a0c12' },
  ],
};

export default async function Layout({ children, params }: LayoutProps) {
  const { lang } = await params;
  if (!isLanguage(lang)) notFound();
  const messages = messagesOf(lang);
  const theme = readTheme((await cookies()).get(themeCookie)?.value);
  const reader = await askReader();
  return (
    <html lang={lang} dir={direction(lang)} data-theme={theme}>
      <body>
        <LocaleProvider language={lang} messages={messages} renderedAt={Date.now()}>
          <a className="skip-link" href="#content">
            {messages.skipToContent}
          </a>
          <Header language={lang} messages={messages} theme={theme} reader={reader} />
          <main id="content" tabIndex={-1}>
            <noscript>
              <p className="notice" data-notice="no-script">
                {messages.noScript}
              </p>
            </noscript>
            <SignInNotice />
            {children}
          </main>
          <Footer />
        </LocaleProvider>
      </body>
    </html>
  );
}
