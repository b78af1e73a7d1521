import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { NotFoundPage } from '../../../components/not-found-page.tsx';
import { isLanguage } from '../../../i18n/languages.ts';
import { messagesOf } from '../../../i18n/messages.ts';

interface PageProps {
  readonly params: Promise<{ readonly lang: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { lang } = await params;
  return isLanguage(lang) ? { title: messagesOf(lang).notFound.title, robots: { index: false } } : {};
}

/** Addresses that nothing else answers. */
export default async function Rest({ params }: PageProps) {
  const { lang } = await params;
  if (!isLanguage(lang)) notFound();
  return <NotFoundPage language={lang} />;
}
