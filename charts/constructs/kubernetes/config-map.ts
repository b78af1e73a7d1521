import { createHash } from 'node:crypto';
import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { Manifest } from './manifest.ts';

/** Data of a ConfigMap, as it is or as a function that is called at synth, when all relations are known. */
export type ConfigData = Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>);

/**
 * A ConfigMap whose name ends in a hash of its content. A change makes a new object, so pods roll when it changes and
 * never read half of an old and half of a new configuration; the old one survives until the new pods are healthy.
 */
export class HashedConfigMap extends Manifest {
  constructor(scope: Construct, id: string, metadata: { readonly name: string }, data: ConfigData) {
    super(
      scope,
      id,
      { apiVersion: 'v1', kind: 'ConfigMap' },
      {
        metadata,
        immutable: true,
        data: typeof data === 'function' ? Lazy.any({ produce: data }) : data,
      },
    );
  }

  /** The name with its hash, for references; a token that is resolved at synth. */
  get hashedName(): string {
    return Lazy.any({ produce: () => this.toJson().metadata.name });
  }

  override toJson(): any {
    const { metadata, ...rest } = super.toJson();
    const { apiVersion: _, kind: __, ...content } = rest;
    const hash = createHash('sha256').update(JSON.stringify(content, inKeyOrder)).digest('hex').slice(0, 10);
    return { ...rest, metadata: { ...metadata, name: `${metadata.name}-${hash}` } };
  }
}

/** A replacer for `JSON.stringify`: the order in which keys were written must not change the hash. */
function inKeyOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
