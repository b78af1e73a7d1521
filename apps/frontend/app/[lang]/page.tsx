import { notFound } from 'next/navigation';
import { StatusView } from '../../components/status-view.tsx';
import { isLanguage } from '../../i18n/languages.ts';
import { sortByWeight } from '../../lib/incidents.ts';
import { isPending } from '../../server/backend.ts';
import { askHistory, askOngoing, askStatus } from '../../server/questions.ts';

interface PageProps {
  readonly params: Promise<{ readonly lang: string }>;
}

export default async function StatusPage({ params }: PageProps) {
  if (!isLanguage((await params).lang)) notFound();
  const [status, history, incidents] = await Promise.all([askStatus(), askHistory(), askOngoing()]);
  return (
    <StatusView
      initial={'value' in status ? { status: status.value, at: status.at } : undefined}
      fresh={status.kind === 'fresh'}
      complete={![status, history, incidents].some(isPending)}
      limited={status.kind === 'limited'}
      history={'value' in history ? history.value : undefined}
      incidents={'value' in incidents ? sortByWeight(incidents.value.items) : undefined}
      truncated={'value' in incidents && incidents.value.nextCursor !== null}
    />
  );
}
