/** What every tier has. */
export interface TierProps {
  /**
   * Name of the tier's objects, unique in its environment. It is chosen by hand and never derived from the construct
   * path: renaming a construct changes no YAML.
   */
  readonly name: string;
  /**
   * The tier's role in the platform, for the label `app.kubernetes.io/component`.
   * @default the role that the construct has by its nature, such as `database`
   */
  readonly component?: string;
}
