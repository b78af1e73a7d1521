import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { KubernetesObject } from '../kubernetes/manifest.ts';

let rendered: Map<ApiObject, KubernetesObject> | undefined;

/**
 * Renders every object at most once for as long as `work` runs. Checks, quotas and the output all read the same
 * objects; nothing may be changed meanwhile.
 */
export function renderOnce<Result>(work: () => Result): Result {
  if (rendered) return work();
  rendered = new Map();
  try {
    return work();
  } finally {
    rendered = undefined;
  }
}

/** The object as plain data, patches applied. */
export function render(object: ApiObject): KubernetesObject {
  const known = rendered?.get(object);
  if (known) return known;
  const json: KubernetesObject = object.toJson();
  rendered?.set(object, json);
  return json;
}

/** All objects below `scope`, without rendering them. */
export function apiObjects(scope: IConstruct): ApiObject[] {
  return scope.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
}

/** All objects below `scope` as plain data, of the kinds that `wanted` accepts. */
export function renderObjects(scope: IConstruct, wanted: (kind: string) => boolean): KubernetesObject[] {
  return apiObjects(scope)
    .filter(({ kind }) => wanted(kind))
    .map(render);
}
