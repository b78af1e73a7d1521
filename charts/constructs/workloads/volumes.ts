import type { k8s } from 'cdk8s-plus-28';
import { ConfigurationError } from '../errors.ts';
import type { HashedConfigMap } from '../kubernetes/config-map.ts';
import type { Plain } from '../kubernetes/plain.ts';
import { parseQuantity } from '../kubernetes/quantity.ts';

/** A directory that the container may write to; its content ends with the pod. */
export interface ScratchVolume {
  /** Absolute path in the container. */
  readonly path: string;
  /** Size as a quantity. It counts towards the container's ephemeral storage, or its memory if `inMemory`. */
  readonly sizeLimit: string;
  /**
   * Keep it in memory instead of on the node's disk.
   * @default false
   */
  readonly inMemory?: boolean;
}

/** Directory under which each Secret is mounted by its name. */
const secretsDirectory = '/run/secrets';

/** Collects the volumes of a pod and their mounts, so that each is described once. */
export class Volumes {
  private readonly volumes = new Map<string, Plain<k8s.Volume>>();
  private readonly mountList: Plain<k8s.VolumeMount>[] = [];
  private readonly secretKeys = new Map<string, Set<string>>();

  constructor(private readonly place: string) {}

  /** Adds an `emptyDir`. */
  scratch({ path, sizeLimit, inMemory }: ScratchVolume): void {
    parseQuantity(sizeLimit, `${this.place}: scratch volume ${path}`);
    this.add({ name: volumeName(path), emptyDir: { sizeLimit, ...(inMemory ? { medium: 'Memory' } : {}) } }, path);
  }

  /** Adds the files of a ConfigMap, read-only. */
  config(configMap: HashedConfigMap, path: string, executable = false): void {
    const mode = executable ? { defaultMode: 0o555 } : {};
    this.add({ name: volumeName(path), configMap: { name: configMap.hashedName, ...mode } }, path, { readOnly: true });
  }

  /**
   * Adds one key of a Secret, readable by the pod's group only.
   * @returns the path of its file
   */
  secret(name: string, key: string): string {
    const keys = this.secretKeys.get(name) ?? new Set();
    this.secretKeys.set(name, keys.add(key));
    const path = `${secretsDirectory}/${name}`;
    const items = [...keys].sort().map((item) => ({ key: item, path: item }));
    const volume = { name: `secret-${name}`, secret: { secretName: name, defaultMode: 0o440, items } };
    if (keys.size === 1) this.add(volume, path, { readOnly: true });
    else this.volumes.set(volume.name, volume);
    return `${path}/${key}`;
  }

  /** Mounts a volume that a claim template declares. */
  claim(name: string, path: string): void {
    this.mount(name, path);
  }

  /** All volumes, by name. */
  get list(): Plain<k8s.Volume>[] {
    return [...this.volumes.values()].sort(by(({ name }) => name));
  }

  /** All mounts, by path. */
  get mounts(): Plain<k8s.VolumeMount>[] {
    return [...this.mountList].sort(by(({ mountPath }) => mountPath));
  }

  private add(volume: Plain<k8s.Volume>, path: string, options: { readOnly?: boolean } = {}): void {
    if (this.volumes.has(volume.name)) {
      throw new ConfigurationError(`${this.place}: the path "${path}" is too much like another one; choose another`);
    }
    this.volumes.set(volume.name, volume);
    this.mount(volume.name, path, options);
  }

  private mount(name: string, mountPath: string, options: { readOnly?: boolean } = {}): void {
    if (!mountPath.startsWith('/') || this.mountList.some((mount) => mount.mountPath === mountPath)) {
      throw new ConfigurationError(`${this.place}: the mount path "${mountPath}" is not absolute or used twice`);
    }
    this.mountList.push({ name, mountPath, ...options });
  }
}

function volumeName(path: string): string {
  return path
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

function by<Item>(key: (item: Item) => string) {
  return (a: Item, b: Item) => (key(a) < key(b) ? -1 : 1);
}
