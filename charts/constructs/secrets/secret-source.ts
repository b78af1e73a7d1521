import type { Construct } from 'constructs';
import type { Labels } from '../kubernetes/labels.ts';

/** Renders a value from others of the same Secret; `value` yields the other key's value, or an expression for it. */
export type DerivedValue = (value: (key: string) => string) => string;

/** A Secret that a tier needs: names only, never a value. */
export interface SecretRequirement {
  /** Name of the Secret in the namespace. */
  readonly name: string;
  /** Keys whose values come from outside. */
  readonly keys: readonly string[];
  /**
   * Keys whose values follow from the others, such as an access-control file that contains a password. Rendered by
   * whatever creates the Secret.
   * @default none
   */
  readonly derived?: Readonly<Record<string, DerivedValue>>;
  /**
   * Somebody else creates it, whatever the environment's source is.
   * @default false: the environment's source provides it
   */
  readonly existing?: boolean;
}

/** Where an object of a Secret is to be emitted and under which metadata. */
export interface SecretPlacement {
  /** Scope of the object. */
  readonly scope: Construct;
  /** Labels of the object. */
  readonly labels: Labels;
}

/**
 * Where the Secrets of an environment come from. Implement it for a source that this library does not know; no
 * implementation may emit a `Secret` with data.
 */
export interface SecretSource {
  /** Emits what creates the Secret in the cluster, or nothing if somebody else does. */
  provide(requirement: SecretRequirement, placement: SecretPlacement): void;
}
