'use client';

import { usePathname, useSearchParams } from 'next/navigation';

/** Path and query of the page, for coming back to it; without the reason of a sign-in that failed, which is then over. */
export function useAddress(): string {
  const pathname = usePathname();
  const search = new URLSearchParams(useSearchParams());
  search.delete('signIn');
  return search.size > 0 ? `${pathname}?${search}` : pathname;
}
