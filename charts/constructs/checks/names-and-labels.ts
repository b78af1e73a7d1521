import { isDnsLabel, isLabelKey, isLabelValue } from '../kubernetes/syntax.ts';
import type { Check } from './check.ts';
import { type Entry, title, type Workload } from './model.ts';

/** Names and labels that the API server would refuse. */
export const namesAndLabels: Check = ({ entries, workloads }) => [
  ...entries.flatMap((entry) => [...ofName(entry), ...ofMetadata(entry, entry.object.metadata, ''), ...ofParts(entry)]),
  ...workloads.flatMap((workload) => [
    // A Pod has its labels from itself, not from a template.
    ...(workload.object.kind === 'Pod'
      ? []
      : ofMetadata(workload, { labels: workload.podLabels, annotations: workload.annotations }, 'pod ')),
    ...ofPod(workload),
  ]),
];

/** Kinds whose names may hold anything that can stand in a URL's path. */
const pathKinds = new Set(['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding']);
/** Kinds whose names become part of a host name, without a dot. */
const labelKinds = new Set(['Service', 'Namespace', 'StatefulSet']);
/**
 * Kinds whose names become part of a host name or, with what controllers append, the value of a label. All others may
 * have 253 characters, however long the parts between their dots.
 */
const lengths: Readonly<Record<string, number>> = { Service: 63, Namespace: 63, StatefulSet: 52, CronJob: 52, Job: 63 };
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

function ofName(entry: Entry): string[] {
  const { kind, metadata } = entry.object;
  const { name, namespace } = metadata;
  const rule = brokenRule(kind, name);
  return [
    ...(rule === undefined ? [] : [`${entry.path}: "${name}" cannot name a ${kind}; use ${rule}`]),
    ...(namespace === undefined || isDnsLabel(namespace)
      ? []
      : [`${entry.path}: "${namespace}" cannot name the namespace of ${title(entry)}; use ${dnsRule(63)}`]),
  ];
}

const dnsRule = (length: number) => `at most ${length} lower-case letters, digits and "-"`;

function brokenRule(kind: string, name: string): string | undefined {
  if (pathKinds.has(kind)) return /^(?!\.\.?$)[^/%]+$/.test(name) ? undefined : 'no "/" and no "%"';
  const length = lengths[kind] ?? 253;
  const fits = name.length <= length && (labelKinds.has(kind) ? isDnsLabel(name) : subdomain.test(name));
  if (kind === 'Service') return fits && /^[a-z]/.test(name) ? undefined : `${dnsRule(length)}, a letter first`;
  return fits ? undefined : dnsRule(length);
}

interface Metadata {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

function ofMetadata(entry: Entry, { labels, annotations }: Metadata, of: '' | 'pod '): string[] {
  return [
    ...ofPairs(entry, labels, `${of}label`, isLabelKey, isLabelValue),
    // Of annotations the domain may have capitals.
    ...ofPairs(
      entry,
      annotations,
      `${of}annotation`,
      (key) => isLabelKey(key.toLowerCase()),
      () => true,
    ),
  ];
}

const labelRule = 'at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends';

function ofPairs(
  entry: Entry,
  pairs: Readonly<Record<string, unknown>> | undefined,
  what: string,
  isKey: (key: string) => boolean,
  isValue: (value: string) => boolean,
): string[] {
  return Object.entries(pairs ?? {}).flatMap(([key, value]) => {
    const [where, of] = [`${entry.path}: the ${what}`, `of ${title(entry)}`];
    if (!isKey(key)) return [`${where} key "${key}" ${of} is invalid; use ${labelRule}, after a domain and "/" if any`];
    if (typeof value !== 'string') return [`${where} ${key} ${of} is ${value}, which is no text; put it in quotes`];
    return isValue(value) ? [] : [`${where} ${key}: "${value}" ${of} is invalid; use ${labelRule}`];
  });
}

/** Names of the ports of a Service and of the keys of a ConfigMap. */
function ofParts(entry: Entry): string[] {
  const { kind, spec, data } = entry.object;
  const ports: Named[] = kind === 'Service' ? (spec?.ports ?? []) : [];
  const keys = kind === 'ConfigMap' ? Object.keys(data ?? {}) : [];
  return [
    ...ports
      .filter(({ name }) => name !== undefined && !isDnsLabel(String(name)))
      .map(({ name }) => `${entry.path}: "${name}" cannot name a port of ${title(entry)}; use ${dnsRule(63)}`),
    ...keys
      .filter((key) => !/^(?!\.\.?$)[-.\w]{1,253}$/.test(key))
      .map(
        (key) => `${entry.path}: "${key}" cannot name a key of ${title(entry)}; use letters, digits, "-", "_" and "."`,
      ),
  ];
}

interface Named {
  readonly name?: string;
}

function ofPod(workload: Workload): string[] {
  const refuse = (name: string | undefined, what: string, rule: string) =>
    `${workload.path}: "${name}" cannot name a ${what} of ${title(workload)}; use ${rule}`;
  const volumes: Named[] = workload.pod.volumes ?? [];
  const wrong = (named: readonly Named[]) => named.map(({ name }) => String(name)).filter((name) => !isDnsLabel(name));
  return [
    ...wrong(workload.containers).map((name) => refuse(name, 'container', dnsRule(63))),
    ...wrong(volumes).map((name) => refuse(name, 'volume', dnsRule(63))),
    ...workload.containers
      .flatMap(({ ports = [] }): Named[] => ports)
      .filter(({ name }) => name !== undefined && !isPortName(String(name)))
      .map(({ name }) => refuse(name, 'port', 'at most 15 lower-case letters, digits and "-", at least one letter')),
  ];
}

/** RFC 6335 service name. */
function isPortName(name: string): boolean {
  return name.length <= 15 && isDnsLabel(name) && /[a-z]/.test(name) && !name.includes('--');
}
