import type { Check } from './check.ts';
import { type Entry, type Model, title, type Workload } from './model.ts';
import { podReferences } from './pod-references.ts';

/** A reference to something that nothing declares, or to a key that it does not have. */
export const references: Check = (model) => [
  ...model.workloads.flatMap((workload) => ofPod(model, workload)),
  ...model.ofKind('HorizontalPodAutoscaler').flatMap((entry) => {
    const { kind, name } = entry.object.spec?.scaleTargetRef ?? {};
    return missing(model, entry, kind, name);
  }),
  ...model.ofKind('RoleBinding').flatMap((entry) => {
    const { kind, name } = entry.object.roleRef ?? {};
    return missing(model, entry, kind, name);
  }),
  ...model.ofKind('Certificate').flatMap((entry) => {
    const { kind = 'Issuer', name } = entry.object.spec?.issuerRef ?? {};
    return missing(model, entry, kind, name);
  }),
];

function ofPod(model: Model, workload: Workload): string[] {
  const { serviceName } = workload.object.spec ?? {};
  const account = workload.pod.serviceAccountName;
  return [
    ...(serviceName ? missing(model, workload, 'Service', serviceName) : []),
    ...(account && account !== 'default' ? missing(model, workload, 'ServiceAccount', account) : []),
    ...podReferences(workload.pod).flatMap(({ kind, name, key, optional }) => {
      if (optional) return [];
      const keys = kind === 'Secret' ? secretKeys(model, name) : configKeys(model, name);
      if (keys === undefined) return missing(model, workload, kind, name);
      if (keys === 'any' || key === undefined || keys.has(key)) return [];
      return [
        `${workload.path}: ${title(workload)} reads the key "${key}" of ${kind} ${name}, which has only ` +
          `${[...keys].sort().join(', ')}; correct the key or declare it`,
      ];
    }),
  ];
}

function missing(model: Model, entry: Entry, kind: string, name: string): string[] {
  if (model.exists(kind, name)) return [];
  const known = model.ofKind(kind).map(({ object }) => object.metadata.name);
  return [
    `${entry.path}: ${title(entry)} refers to ${kind} ${name}, which nothing declares` +
      `${known.length > 0 ? ` (there are: ${known.sort().join(', ')})` : ''}; create it or correct the name`,
  ];
}

type Keys = ReadonlySet<string> | 'any' | undefined;

function secretKeys(model: Model, name: string): Keys {
  const declared = model.surroundings.secrets.get(name);
  if (declared) return declared;
  const { assumed } = model.surroundings;
  const created = model.ofKind('Certificate').some(({ object }) => object.spec?.secretName === name);
  const external = model.ofKind('ExternalSecret').some(({ object }) => object.spec?.target?.name === name);
  return created || external || assumed.has(`Secret/${name}`) ? 'any' : undefined;
}

function configKeys(model: Model, name: string): Keys {
  const config = model.find('ConfigMap', name)?.object;
  if (config) return new Set([...Object.keys(config.data ?? {}), ...Object.keys(config.binaryData ?? {})]);
  // Every namespace has it, with the certificate of the API server.
  return name === 'kube-root-ca.crt' || model.surroundings.assumed.has(`ConfigMap/${name}`) ? 'any' : undefined;
}
