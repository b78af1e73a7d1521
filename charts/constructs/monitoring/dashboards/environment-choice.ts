/** Which environments a dashboard can show. */
export interface EnvironmentChoice {
  /** Namespace that is shown first. */
  readonly namespace: string;
  /** Scrape jobs that every environment has: where one of them is, an environment is. */
  readonly jobs: readonly string[];
}
