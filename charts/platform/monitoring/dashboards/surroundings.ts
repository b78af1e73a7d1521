import type { EnvironmentChoice } from '@arq/constructs';

/** Name of the overview in URLs. */
export const overviewUid = 'arq-platform-overview';

/** Tag by which the overview finds the dashboards of tiers. */
export const tierTag = 'arq-tier';

/** What every dashboard needs to know. */
export interface Surroundings {
  readonly environment: EnvironmentChoice;
  /**
   * URL of the folder with the runbooks, without a trailing slash.
   * @default none: alerts lead nowhere
   */
  readonly runbooks?: string | undefined;
}
