import type { TierProps } from '../environment/tier-props.ts';
import type { CommandProbe, Probes } from '../kubernetes/probes.ts';
import type { Resources } from '../kubernetes/resources.ts';
import type { Usable } from '../network/connection.ts';
import type { SecretRequirement } from '../secrets/secret-source.ts';
import type { ConfigDirectory } from './config-directory.ts';
import type { Image } from './image.ts';
import type { ScratchVolume } from './volumes.ts';

/** The volume of each pod. */
export interface DataVolume {
  /**
   * Size as a quantity. Claim templates are immutable: to grow, expand the claims where the storage class allows, delete
   * the StatefulSet with `--cascade=orphan`, and let Argo CD create it anew with the new size. It never shrinks.
   */
  readonly size: string;
  /**
   * Storage class.
   * @default the cluster's default class
   */
  readonly storageClass?: string;
}

/** A file from a Secret of the tier's own. */
export interface SecretFile {
  /** Key in the Secret, and name of the file. */
  readonly key: string;
  /**
   * Variable that holds the file's path.
   * @default none: the program knows the path
   */
  readonly variable?: string;
}

/** A service that keeps data. */
export interface StatefulServiceProps extends TierProps {
  /** Image, pinned to a tag that never moves or to a digest. */
  readonly image: Image;
  /** Port that it listens on. */
  readonly port: number;
  /** Name of the port. */
  readonly portName: string;
  /**
   * Pods, each with a volume of its own.
   * @default 1: replication is the program's own affair, and most have none by default
   */
  readonly replicas?: number;
  /** Resources of a pod's container. */
  readonly resources: Resources;
  /** The volume and where it is mounted. */
  readonly data: DataVolume & { readonly path: string };
  /** The three probes. */
  readonly probes: Probes<CommandProbe>;
  /** Seconds from SIGTERM to SIGKILL: the time to write what is in memory to disk. */
  readonly terminationGracePeriodSeconds: number;
  /**
   * Command, instead of the image's.
   * @default the image's
   */
  readonly command?: readonly string[];
  /**
   * Arguments, instead of the image's.
   * @default the image's
   */
  readonly args?: readonly string[];
  /**
   * Plain configuration, by environment variable.
   * @default none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Configuration files; a change of any of them restarts the pods.
   * @default none
   */
  readonly config?: readonly ConfigDirectory[];
  /**
   * A Secret of its own, and those of its keys that are mounted as files.
   * @default none
   */
  readonly secret?: SecretRequirement & { readonly files: readonly SecretFile[] };
  /**
   * Directories that it may write to beside the data.
   * @default none: the root file system is read-only
   */
  readonly scratch?: readonly ScratchVolume[];
  /**
   * Tiers and endpoints that it connects to.
   * @default none
   */
  readonly uses?: readonly Usable[];
}
