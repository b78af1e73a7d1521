'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useLocale } from './locale.tsx';

export function NavigationLinks() {
  const { language, messages } = useLocale();
  const pathname = usePathname();
  const home = `/${language}`;
  const incidents = `${home}/incidents`;
  const { navigation } = messages;
  return (
    <nav className="navigation" aria-label={navigation.label}>
      <Link href={home} prefetch={false} aria-current={pathname === home ? 'page' : undefined}>
        {navigation.status}
      </Link>
      <Link
        href={incidents}
        prefetch={false}
        aria-current={pathname === incidents ? 'page' : pathname.startsWith(`${incidents}/`) ? 'true' : undefined}
      >
        {navigation.incidents}
      </Link>
    </nav>
  );
}
