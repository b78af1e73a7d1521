import type { IConstruct } from 'constructs';
import { runChecks } from './run-checks.ts';

/**
 * Runs every check at synth on what `scope` emits. An Environment does so by itself; use it for manifests outside of
 * one, such as Argo CD definitions. References to Secrets are mistakes there, since nothing declares them.
 */
export function addChecks(scope: IConstruct): void {
  scope.node.addValidation({ validate: () => runChecks(scope, { secrets: new Map(), assumed: new Set() }) });
}
