import type { Construct } from 'constructs';
import { inWave, syncWave } from '../gitops/sync-wave.ts';
import { type ConfigData, HashedConfigMap } from '../kubernetes/config-map.ts';
import type { Labels } from '../kubernetes/labels.ts';
import type { Volumes } from './volumes.ts';

/** Files of a ConfigMap in a directory. */
export interface ConfigDirectory {
  /** Short name, unique in the tier: the ConfigMap is `<tier>-<name>-<hash>`. */
  readonly name: string;
  /** Absolute path of the directory. */
  readonly path: string;
  /** File name to content. */
  readonly files: ConfigData;
  /**
   * Whether the files are programs.
   * @default false: configuration is only read
   */
  readonly executable?: boolean;
}

/**
 * Mounts the directories into the pods of a tier.
 * @param annotations of the ConfigMaps, beside that of the wave
 */
export function mountConfig(
  tier: Construct & { readonly name: string; readonly commonLabels: Labels },
  volumes: Volumes,
  directories: readonly ConfigDirectory[],
  annotations: Readonly<Record<string, string>> = {},
): void {
  for (const { name, path, files, executable } of directories) {
    const metadata = {
      name: `${tier.name}-${name}`,
      labels: tier.commonLabels,
      annotations: { ...inWave(syncWave.configuration), ...annotations },
    };
    volumes.config(new HashedConfigMap(tier, `Config-${name}`, metadata, files), path, executable);
  }
}
