const annotation = 'argocd.argoproj.io/sync-options';

/** Options of Argo CD that an object itself asks for, by name. */
export function writtenOptions({
  metadata,
}: {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
}): ReadonlyMap<string, string> {
  const pairs = (metadata?.annotations?.[annotation] ?? '').split(',').map((option) => option.trim().split('='));
  return new Map(pairs.map(([name = '', value = '']) => [name, value]));
}
