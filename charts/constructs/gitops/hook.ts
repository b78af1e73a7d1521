/** Annotations by which Argo CD knows what to run in the course of a sync. */
export const hookAnnotations = {
  phase: 'argocd.argoproj.io/hook',
  deletePolicy: 'argocd.argoproj.io/hook-delete-policy',
} as const;

/**
 * Runs an object in its wave of every sync of the whole Application, and keeps it afterwards, so that its outcome and log
 * can be looked at. Not PreSync: that is before the first wave, when neither configuration nor identity exists.
 */
export const hook = {
  [hookAnnotations.phase]: 'Sync',
  [hookAnnotations.deletePolicy]: 'BeforeHookCreation',
} as const;

/** When an object is run, if Argo CD runs it: `Sync`, `PreSync` and so on. */
export function hookPhases({
  metadata,
}: {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
}): readonly string[] {
  return (metadata?.annotations?.[hookAnnotations.phase] ?? '')
    .split(',')
    .map((phase) => phase.trim())
    .filter((phase) => phase !== '');
}
