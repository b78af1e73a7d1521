/** Where a dashboard leads to: another dashboard, all that carry a tag, or a page. */
export type Link =
  | { readonly title: string; readonly dashboard: string }
  | { readonly title: string; readonly tag: string }
  | { readonly title: string; readonly url: string };
