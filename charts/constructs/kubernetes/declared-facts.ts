import type { ApiObject } from 'cdk8s';
import type { Probes, ProbeTiming } from './probes.ts';

/** What a construct knows about an object and YAML cannot say. Checks hold it against what is emitted. */
export interface DeclaredFacts {
  /** How long the program takes to end. */
  readonly shutdown?: { readonly preStopSeconds: number; readonly drainSeconds: number };
  /** How long the checks behind the probes may take. */
  readonly probes?: Probes<ProbeTiming>;
  /** Connections that clients may open to it together, and how many it admits. */
  readonly connections?: ConnectionBudget;
  /** The pods that it selects are started by somebody else's controller, so none of them is declared. */
  readonly foreignPods?: boolean;
}

/** Connections of a database server. */
export interface ConnectionBudget {
  /** What clients may open at most. */
  readonly clients: readonly ClientConnections[];
  /** Connections that the server keeps for administrators. */
  readonly reserved: number;
}

/** Connections of one client. */
export interface ClientConnections {
  /** Construct path of the client. */
  readonly path: string;
  readonly poolSize: number;
  readonly maximumReplicas: number;
  /** Revisions of it that may run at once. */
  readonly revisions: number;
}

/** Connections that clients may open together. */
export function connectionsOf(clients: readonly ClientConnections[]): number {
  return clients.reduce(
    (sum, { poolSize, maximumReplicas, revisions }) => sum + poolSize * maximumReplicas * revisions,
    0,
  );
}

const declared = new WeakMap<ApiObject, DeclaredFacts>();

/** Declares facts about an object. */
export function declareFacts(object: ApiObject, facts: DeclaredFacts): void {
  declared.set(object, facts);
}

/** The facts declared about an object. */
export function factsOf(object: ApiObject): DeclaredFacts {
  return declared.get(object) ?? {};
}
