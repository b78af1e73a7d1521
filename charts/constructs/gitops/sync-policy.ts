/** How often and how patiently a failed sync is tried again. */
export interface Retry {
  /** Attempts after the first. Each is a whole sync, migrations included. */
  readonly limit: number;
  /** Wait before the first of them, as in `10s`; it doubles each time. */
  readonly initial: string;
  /** Longest wait, as in `3m`. */
  readonly maximum: string;
}

/** How an Application is synced. */
export interface SyncPolicyProps {
  /** What happens after a failure. */
  readonly retry: Retry;
  /**
   * Remove what Git no longer names.
   * @default true: what is not in Git should not run
   */
  readonly prune?: boolean;
  /**
   * Options beside or instead of the usual ones, as `<name>=<value>`.
   * @default none
   */
  readonly options?: readonly string[];
}

/** Options that every Application here has. */
const usualOptions = {
  // The smallest touch; what is in sync is not written again.
  ApplyOutOfSyncOnly: 'true',
  // Otherwise ignored differences are overwritten all the same.
  RespectIgnoreDifferences: 'true',
  // Old content-hashed ConfigMaps live until the new pods are healthy.
  PruneLast: 'true',
  PrunePropagationPolicy: 'foreground',
  // Two Applications never own one object.
  FailOnSharedResource: 'true',
};

/** The `syncPolicy` of an Application that follows Git by itself. */
export function syncPolicy({ retry, prune = true, options = [] }: SyncPolicyProps) {
  const own = Object.fromEntries(options.map((option) => option.split('=') as [string, string]));
  return {
    // An empty folder is a mistake, not a wish to delete everything.
    automated: { prune, selfHeal: true, allowEmpty: false },
    syncOptions: Object.entries({ ...usualOptions, ...own }).map(([name, value]) => `${name}=${value}`),
    retry: {
      limit: retry.limit,
      backoff: { duration: retry.initial, factor: 2, maxDuration: retry.maximum },
      // A commit that mends the failure replaces the failing revision.
      refresh: true,
    },
  };
}
