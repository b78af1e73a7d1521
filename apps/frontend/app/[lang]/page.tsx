import { notFound } from 'next/navigation';
import { StatusView } from '../../components/status-view.tsx';
import { isLanguage } from '../../i18n/languages.ts';
import { askHistory, askIncidents, askStatus } from '../../server/questions.ts';

interface PageProps {
  readonly params: Promise<{ readonly lang: string }>;
}

export default async function StatusPage({ params }: PageProps) {
  if (!isLanguage((await params).lang)) notFound();
  const [status, history, incidents] = await Promise.all([
    askStatus(),
    askHistory(),
    askIncidents({ state: 'ongoing' }),
  ]);
  return (
    <StatusView
      initial={'value' in status ? { status: status.value, at: status.at } : undefined}
      fresh={status.kind === 'fresh'}
      history={'value' in history ? history.value : undefined}
      incidents={'value' in incidents ? incidents.value.items : undefined}
    />
  );
}
