import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { Manifest } from '../kubernetes/manifest.ts';

/** Groups of the cluster's identity provider, as they stand in the API server's tokens. */
export interface AccessProps {
  /**
   * May look, restart and forward ports; may not read Secrets, open a shell or change what Git declares.
   * @default nobody
   */
  readonly operators?: readonly string[];
  /**
   * May look.
   * @default nobody
   */
  readonly viewers?: readonly string[];
}

const api = 'rbac.authorization.k8s.io';

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** Everything that tells how the platform does. Secrets are not among it, nor are ways into a container. */
const viewRules: readonly Rule[] = [
  {
    apiGroups: [''],
    resources: [
      'configmaps',
      'endpoints',
      'events',
      'limitranges',
      'persistentvolumeclaims',
      'pods',
      'pods/log',
      'resourcequotas',
      'serviceaccounts',
      'services',
    ],
    verbs: ['get', 'list', 'watch'],
  },
  {
    apiGroups: ['apps'],
    resources: ['controllerrevisions', 'deployments', 'replicasets', 'statefulsets'],
    verbs: ['get', 'list', 'watch'],
  },
  { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['batch'], resources: ['cronjobs', 'jobs'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['networking.k8s.io'], resources: ['ingresses', 'networkpolicies'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['policy'], resources: ['poddisruptionbudgets'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: [api], resources: ['rolebindings', 'roles'], verbs: ['get', 'list', 'watch'] },
];

/** The same of blue-green releases. */
const viewReleases: Rule = {
  apiGroups: ['argoproj.io'],
  resources: ['analysisruns', 'analysistemplates', 'rollouts'],
  verbs: ['get', 'list', 'watch'],
};

/** First aid for them: to abort one, to have it tried again. What it releases is up to Git. */
const operateReleases: Rule = { apiGroups: ['argoproj.io'], resources: ['rollouts/status'], verbs: ['patch'] };

/** First aid. Whatever lasts longer goes through Git, where Argo CD would otherwise undo it. */
const operateRules: readonly Rule[] = [
  { apiGroups: [''], resources: ['pods'], verbs: ['delete'] },
  { apiGroups: [''], resources: ['pods/eviction', 'pods/portforward'], verbs: ['create'] },
];

/** Metadata of an object by its name. */
type MetadataOf = (name: string) => object;

/**
 * Two roles of the namespace, bound to the groups of the environment.
 * @param props with `hasRollouts`, asked at synth when every workload is known
 */
export function grantAccess(
  scope: Construct,
  metadataOf: MetadataOf,
  { operators = [], viewers = [], hasRollouts }: AccessProps & { readonly hasRollouts: () => boolean },
): void {
  const view = () => [...viewRules, ...(hasRollouts() ? [viewReleases] : [])];
  const operate = () => [...view(), ...operateRules, ...(hasRollouts() ? [operateReleases] : [])];
  role(scope, metadataOf('viewer'), 'viewer', view, viewers);
  role(scope, metadataOf('operator'), 'operator', operate, operators);
}

function role(
  scope: Construct,
  metadata: object,
  name: string,
  produce: () => readonly Rule[],
  groups: readonly string[],
) {
  const rules = Lazy.any({ produce });
  new Manifest(scope, `Role-${name}`, { apiVersion: `${api}/v1`, kind: 'Role' }, { metadata, rules });
  if (groups.length === 0) return;
  new Manifest(
    scope,
    `RoleBinding-${name}`,
    { apiVersion: `${api}/v1`, kind: 'RoleBinding' },
    {
      metadata,
      roleRef: { apiGroup: api, kind: 'Role', name },
      subjects: [...groups].sort().map((group) => ({ apiGroup: api, kind: 'Group', name: group })),
    },
  );
}
