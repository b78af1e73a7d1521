import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ConfigurationError } from '../errors.ts';

/** Names an object within a scope. */
export interface ObjectSelector {
  /** Kind, as in YAML. */
  readonly kind: string;
  /** @default any; needed where the scope has several objects of the kind */
  readonly name?: string;
}

/**
 * The one object below `scope` that a selector means.
 * @throws ConfigurationError if there is none, or more than one
 */
export function findObject(scope: IConstruct, { kind, name }: ObjectSelector): ApiObject {
  const objects = scope.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
  const matches = objects.filter((object) => object.kind === kind && (name === undefined || object.name === name));
  const [match, ...others] = matches;
  if (match && others.length === 0) return match;
  const wanted = name === undefined ? kind : `${kind} "${name}"`;
  const known = (matches.length > 0 ? matches : objects).map((object) => `${object.kind} "${object.name}"`).join(', ');
  throw new ConfigurationError(
    matches.length > 0
      ? `${scope.node.path}: ${matches.length} objects are a ${wanted}; name one of: ${known}`
      : `${scope.node.path}: no object here is a ${wanted}; there are: ${known || 'none'}`,
  );
}
