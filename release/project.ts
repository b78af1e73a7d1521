import { Refusal } from './refusal.ts';

/** An environment as far as releases go. */
export interface ReleasedEnvironment {
  readonly name: string;
  /** Whether Argo CD delivers it; then its own images need a digest. */
  readonly isDelivered: boolean;
}

/** What the commands know of the project. */
export interface Project {
  /** Folder of the checkout. */
  readonly root: string;
  /** Branch that is delivered. */
  readonly branch: string;
  readonly environments: readonly ReleasedEnvironment[];
  /** Tiers that run images which this project builds. */
  readonly ownTiers: readonly string[];
  /** From where to where releases move. */
  readonly promotions: readonly { readonly from: string; readonly to: string }[];
  /** Folder with the image file of each environment, `<environment>.json`. */
  readonly imagesFolder: string;
  /** Folder with a folder of generated objects for each environment. */
  readonly manifestsFolder: string;
  /** Tier that migrates the database. */
  readonly databaseTier: string;
  /** Folder of the migrations of the database. */
  readonly migrationsFolder: string;
  /** Releases that any contract migration waits for: going back this far needs no shape of the database that is gone. */
  readonly rollbackReleases: number;
  /**
   * Generates all files below a checkout of `commit` anew.
   * @throws Refusal with what is wrong
   */
  readonly synthesize: (folder: string, commit: string) => void | Promise<void>;
}

/** Path of an environment's image file. */
export function imageFileOf({ imagesFolder }: Project, environment: string): string {
  return `${imagesFolder}/${environment}.json`;
}

/** Folder of an environment's generated objects. */
export function manifestsOf({ manifestsFolder }: Project, environment: string): string {
  return `${manifestsFolder}/${environment}`;
}

/** @throws Refusal if there is no such environment */
export function environmentOf({ environments }: Project, name: string): ReleasedEnvironment {
  const environment = environments.find((one) => one.name === name);
  if (environment) return environment;
  throw new Refusal(`${name}: is no environment; use any of ${environments.map((one) => one.name).join(', ')}`);
}
