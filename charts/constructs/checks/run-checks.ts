import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { factsOf } from '../kubernetes/declared-facts.ts';
import { apiObjects, render, renderOnce } from '../synth/render.ts';
import { autoscaledReplicas } from './autoscaled-replicas.ts';
import { blueGreen } from './blue-green.ts';
import type { Check } from './check.ts';
import { connectionBudget } from './connection-budget.ts';
import { containerResources } from './container-resources.ts';
import { disruptionBudget } from './disruption-budget.ts';
import { duplicateIdentity } from './duplicate-identity.ts';
import { edgeRoutes } from './edge-routes.ts';
import { gracefulTermination } from './graceful-termination.ts';
import { imageTag } from './image-tag.ts';
import { type Entry, Model, type Surroundings } from './model.ts';
import { monitoringSelectors } from './monitoring-selectors.ts';
import { namesAndLabels } from './names-and-labels.ts';
import { operatorObjects } from './operator-objects.ts';
import { podSecurity } from './pod-security.ts';
import { probeTimeout } from './probe-timeout.ts';
import { references } from './references.ts';
import { secretsInManifests } from './secrets-in-manifests.ts';
import { selector } from './selector.ts';
import { servicePort } from './service-port.ts';
import { syncHooks } from './sync-hooks.ts';
import { syncWaves } from './sync-waves.ts';
import { trafficPorts } from './traffic-ports.ts';

/** Every check, in the order in which their messages are easiest to act on. */
export const allChecks: readonly Check[] = [
  duplicateIdentity,
  namesAndLabels,
  references,
  selector,
  servicePort,
  edgeRoutes,
  trafficPorts,
  monitoringSelectors,
  operatorObjects,
  containerResources,
  podSecurity,
  imageTag,
  secretsInManifests,
  autoscaledReplicas,
  disruptionBudget,
  probeTimeout,
  gracefulTermination,
  connectionBudget,
  blueGreen,
  syncHooks,
  syncWaves,
];

/** All that is wrong with what a scope emits; empty where nothing is. */
export function runChecks(scope: IConstruct, surroundings: Surroundings): string[] {
  const model = renderOnce(() => new Model(apiObjects(scope).map(entryOf), surroundings));
  return [...new Set(allChecks.flatMap((check) => check(model)))];
}

function entryOf(construct: ApiObject): Entry {
  return { object: render(construct), path: construct.node.path, facts: factsOf(construct) };
}
