import type { HelmSource, ResourceRule } from '@arq/constructs';

/** A Helm chart that every cluster of the platform needs. */
export interface AddOn {
  /** Name of the release; the Application is `<name>-<environment>`. */
  readonly name: string;
  /** Namespace of the release. */
  readonly namespace: string;
  /**
   * Further namespaces that it renders into.
   * @default none
   */
  readonly otherNamespaces?: readonly string[];
  /** The pinned chart and the values that we choose. */
  readonly chart: HelmSource;
  /** Lower waves come first: custom resource definitions before what creates such resources. */
  readonly wave: number;
  /**
   * Apply on the server: custom resource definitions are too large for the annotation of a client-side apply.
   * @default false
   */
  readonly serverSideApply?: boolean;
  /**
   * Never remove anything: with a custom resource definition, all resources of its kind would go.
   * @default false
   */
  readonly keep?: boolean;
  /** Objects of the whole cluster that it renders. */
  readonly clusterResources: readonly ResourceRule[];
}

const rbac = 'rbac.authorization.k8s.io';
const admission = 'admissionregistration.k8s.io';

/** Custom resource definitions of API groups. */
export function customResources(...groups: readonly string[]): ResourceRule[] {
  return groups.map((group) => ({
    group: 'apiextensions.k8s.io',
    kind: 'CustomResourceDefinition',
    name: `*.${group}`,
  }));
}

/** Cluster roles and their bindings whose names begin with that of the release. */
export function clusterRoles(release: string): ResourceRule[] {
  return clusterRole(`${release}-*`);
}

/** A cluster role and its binding of one name. */
export function clusterRole(name: string): ResourceRule[] {
  return ['ClusterRole', 'ClusterRoleBinding'].map((kind) => ({ group: rbac, kind, name }));
}

/** One admission object. */
export function admissionObject(kind: string, name: string): ResourceRule {
  return { group: admission, kind, name };
}
