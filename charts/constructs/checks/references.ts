import { analysisTemplates, releaseServices } from './blue-green-fields.ts';
import type { Check } from './check.ts';
import { type Entry, type Model, title, type Workload } from './model.ts';
import { claimNames, podReferences, targetOf } from './pod-references.ts';

/** A reference to something that nothing declares, or to a key that it does not have. */
export const references: Check = (model) => [
  ...model.workloads.flatMap((workload) => ofPod(model, workload)),
  ...model.ofKind('HorizontalPodAutoscaler').flatMap((entry) => {
    const { kind, name } = entry.object.spec?.scaleTargetRef ?? {};
    return missing(model, entry, kind, name);
  }),
  ...model
    .ofKind('Rollout')
    .flatMap((entry) => [
      ...releaseServices(entry.object).flatMap((name) => missing(model, entry, 'Service', name)),
      ...analysisTemplates(entry.object).flatMap((name) => missing(model, entry, 'AnalysisTemplate', name)),
    ]),
  ...model.ofKind('RoleBinding').flatMap((entry) => {
    const { roleRef, subjects = [] } = entry.object;
    return [
      ...missing(model, entry, roleRef?.kind, roleRef?.name),
      ...subjects
        .filter(
          ({ kind, namespace }: Subject) => kind === 'ServiceAccount' && namespace === entry.object.metadata.namespace,
        )
        .flatMap(({ kind, name }: Subject) => missing(model, entry, kind, name)),
    ];
  }),
  ...model.ofKind('Certificate').flatMap((entry) => {
    const { kind = 'Issuer', name } = entry.object.spec?.issuerRef ?? {};
    return missing(model, entry, kind, name);
  }),
];

interface Subject {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

function ofPod(model: Model, workload: Workload): string[] {
  const { serviceName } = workload.object.spec ?? {};
  const account = workload.pod.serviceAccountName;
  return [
    ...(serviceName ? missing(model, workload, 'Service', serviceName) : []),
    ...(account ? missing(model, workload, 'ServiceAccount', account) : []),
    ...claimNames(workload.pod).flatMap((name) => missing(model, workload, 'PersistentVolumeClaim', name)),
    ...podReferences(workload.pod).flatMap(({ kind, name, key, optional }) => {
      if (optional) return [];
      const keys = kind === 'Secret' ? secretKeys(model, name) : configKeys(model, name);
      if (keys === undefined) return missing(model, workload, kind, name);
      if (keys === 'any' || key === undefined || keys.has(key)) return [];
      return [
        `${workload.path}: ${title(workload)} reads the key "${key}" of ${kind} ${name}, which has only ` +
          `${[...keys].sort().join(', ') || 'none'}; correct the key or declare it`,
      ];
    }),
  ];
}

/** Every cluster and every namespace has these. */
const builtIn =
  /^(ClusterRole\/(cluster-admin|admin|edit|view|system:.*)|ServiceAccount\/default|ConfigMap\/kube-root-ca\.crt)$/;

function exists(model: Model, kind: string, name: string): boolean {
  if (model.exists(kind, name) || builtIn.test(`${kind}/${name}`)) return true;
  return kind === 'PersistentVolumeClaim' && model.workloads.some((workload) => isOfTemplate(workload, name));
}

/** Whether a claim is one that a StatefulSet makes from its templates. */
function isOfTemplate({ object: { metadata, spec } }: Workload, claim: string): boolean {
  return (spec.volumeClaimTemplates ?? []).some((template: Entry['object']) => {
    const prefix = `${template.metadata.name}-${metadata.name}-`;
    return claim.startsWith(prefix) && /^\d+$/.test(claim.slice(prefix.length));
  });
}

function missing(model: Model, entry: Entry, kind: string, name: string): string[] {
  if (exists(model, kind, name)) return [];
  const known = model.ofKind(kind).map(({ object }) => object.metadata.name);
  return [
    `${entry.path}: ${title(entry)} refers to ${kind} ${name}, which nothing declares` +
      `${known.length > 0 ? ` (there are: ${known.sort().join(', ')})` : ''}; create it, correct the name, or call assumeExisting on its environment`,
  ];
}

type Keys = ReadonlySet<string> | 'any' | undefined;

function secretKeys(model: Model, name: string): Keys {
  const declared = model.surroundings.secrets.get(name);
  if (declared) return declared;
  const { assumed } = model.surroundings;
  const created = model.ofKind('Certificate').some(({ object }) => object.spec?.secretName === name);
  const external = model.ofKind('ExternalSecret').some(({ object }) => targetOf(object) === name);
  return created || external || assumed.has(`Secret/${name}`) ? 'any' : undefined;
}

function configKeys(model: Model, name: string): Keys {
  const config = model.find('ConfigMap', name)?.object;
  if (config) return new Set([...Object.keys(config.data ?? {}), ...Object.keys(config.binaryData ?? {})]);
  return exists(model, 'ConfigMap', name) ? 'any' : undefined;
}
