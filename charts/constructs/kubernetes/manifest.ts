import { ApiObject, type ApiObjectProps, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { ConfigurationError } from '../errors.ts';

/** A Kubernetes object as plain data, the form in which it is checked and written. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  // The remaining shape depends on the kind; checks read it defensively.
  [field: string]: any;
}

/** What identifies a kind: `apiVersion` and `kind`. */
export interface GroupVersionKind {
  readonly apiVersion: string;
  readonly kind: string;
}

/**
 * An object that every construct of this library emits through. It is a plain cdk8s `ApiObject`, with a stricter
 * escape hatch: a JSON patch that cannot be applied, or that changes nothing, is an error and not silence.
 */
export class Manifest<Spec extends object = object> extends ApiObject {
  private readonly adjustments: JsonPatch[] = [];

  /**
   * @param type the kind to emit
   * @param spec all fields but `apiVersion` and `kind`, typed by the caller
   */
  constructor(scope: Construct, id: string, type: GroupVersionKind, spec: Spec) {
    super(scope, id, { ...type, ...spec } as ApiObjectProps);
  }

  /** Adjusts the emitted object. Errors surface at synth and name the construct and the operation. */
  override addJsonPatch(...operations: JsonPatch[]): void {
    this.adjustments.push(...operations);
  }

  override toJson(): any {
    return this.adjustments.reduce((object, operation) => this.adjust(object, operation), this.unadjusted());
  }

  private unadjusted(): unknown {
    try {
      return super.toJson();
    } catch (error) {
      // cdk8s wraps what a lazy value throws, and with it the place that the message names.
      const own = (error as Error).message.split('ConfigurationError: ').at(-1) as string;
      throw (error as Error).message === own ? error : new ConfigurationError(own);
    }
  }

  private adjust(object: unknown, patch: JsonPatch): unknown {
    const { op, path, from } = describe(patch);
    const where = `${this.node.path}: the patch "${op} ${path}" on ${this.kind} "${this.name}"`;
    // cdk8s would quietly create what "replace" does not find.
    const missing = [op === 'replace' || op === 'remove' ? path : undefined, from].find(
      (pointer) => pointer !== undefined && !exists(object, pointer),
    );
    if (missing !== undefined) {
      throw new ConfigurationError(`${where} cannot be applied: the object has no ${missing}; correct the path`);
    }
    const before = JSON.stringify(object);
    const result = this.apply(patch, JSON.parse(before), where);
    // A "test" operation asserts and never changes anything; it has done its work by not failing.
    if (op !== 'test' && JSON.stringify(result) === before) {
      throw new ConfigurationError(`${where} has no effect: the object already has this value; remove the patch`);
    }
    return result;
  }

  private apply(patch: JsonPatch, object: unknown, where: string): unknown {
    try {
      return JsonPatch.apply(object, patch);
    } catch (error) {
      const reason = (error as Error).message.split('\n')[0];
      throw new ConfigurationError(`${where} cannot be applied (${reason}); correct the path`);
    }
  }
}

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
}

/** Whether an object has something at a JSON pointer (RFC 6901). */
function exists(object: unknown, pointer: string): boolean {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  let value = object;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
    value = (value as Record<string, unknown>)[key];
  }
  return true;
}

function describe(patch: JsonPatch): Operation {
  // cdk8s keeps the RFC 6902 operation in a private field and offers no accessor.
  return (patch as unknown as { operation: Operation }).operation;
}
