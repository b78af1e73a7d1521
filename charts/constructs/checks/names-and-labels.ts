import { isDnsLabel, isDnsSubdomain, isLabelKey, isLabelValue } from '../kubernetes/syntax.ts';
import type { Check } from './check.ts';
import { type Entry, title, type Workload } from './model.ts';

/** Names and labels that the API server would refuse. */
export const namesAndLabels: Check = ({ entries, workloads }) => [
  ...entries.flatMap((entry) => [...ofName(entry), ...ofLabels(entry, entry.object.metadata.labels, 'label')]),
  ...entries.flatMap((entry) => ofAnnotations(entry)),
  ...workloads.flatMap((workload) => [
    ...ofLabels(workload, workload.podLabels, 'pod label'),
    ...ofContainers(workload),
  ]),
];

/** Kinds whose names become part of a host name. */
const labelKinds = new Set(['Service', 'Namespace']);
/** Kinds whose names may hold anything that can stand in a URL's path. */
const pathKinds = new Set(['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding']);

function ofName(entry: Entry): string[] {
  const { kind, metadata } = entry.object;
  const { name, namespace } = metadata;
  const valid = pathKinds.has(kind)
    ? /^[^/%]+$/.test(name) && name !== '.' && name !== '..'
    : labelKinds.has(kind)
      ? isDnsLabel(name)
      : isDnsSubdomain(name);
  return [
    ...(valid ? [] : [`${entry.path}: "${name}" cannot name a ${kind}; use lower-case letters, digits and "-"`]),
    ...(namespace === undefined || isDnsLabel(namespace)
      ? []
      : [`${entry.path}: "${namespace}" cannot name the namespace of ${title(entry)}; use letters, digits and "-"`]),
  ];
}

function ofLabels(entry: Entry, labels: Readonly<Record<string, string>> | undefined, what: string): string[] {
  return Object.entries(labels ?? {})
    .filter(([key, value]) => !isLabelKey(key) || typeof value !== 'string' || !isLabelValue(value))
    .map(([key, value]) => {
      const rule = 'at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends';
      return `${entry.path}: the ${what} ${key}: "${value}" of ${title(entry)} is invalid; use ${rule}`;
    });
}

function ofAnnotations(entry: Entry): string[] {
  return Object.entries(entry.object.metadata.annotations ?? {})
    .filter(([key, value]) => !isLabelKey(key) || typeof value !== 'string')
    .map(([key, value]) => {
      const kind = value === null ? 'null' : typeof value;
      return `${entry.path}: the annotation ${key} of ${title(entry)} has an invalid key or is a ${kind}; use a string`;
    });
}

function ofContainers(workload: Workload): string[] {
  return workload.containers.flatMap(({ name, ports = [] }) => [
    ...(isDnsLabel(String(name))
      ? []
      : [`${workload.path}: "${name}" cannot name a container of ${title(workload)}; use letters, digits and "-"`]),
    ...ports
      .filter((port: { name?: string }) => port.name !== undefined && !isPortName(port.name))
      .map(
        (port: { name: string }) =>
          `${workload.path}: "${port.name}" cannot name a port of ${title(workload)}; use at most 15 letters, digits and "-"`,
      ),
  ]);
}

/** RFC 6335 service name. */
function isPortName(name: string): boolean {
  return name.length <= 15 && isDnsLabel(name) && /[a-z]/.test(name) && !name.includes('--');
}
