import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { hookPhases } from '../../../charts/constructs/gitops/hook.ts';
import type { IgnoredDifference } from '../../../charts/constructs/gitops/ignored-differences.ts';
import type { KubernetesObject } from '../../../charts/constructs/kubernetes/manifest.ts';
import { hastened } from './hastened.ts';

/** The namespace whose releases are tried. */
export const namespace = 'arq-staging';

/** Kinds of operators that are not here; nothing of a release depends on them but what is read from ServiceMonitors. */
const unknownGroups = ['external-secrets.io', 'monitoring.coreos.com'];

const files = ['namespace', 'arq-backend', 'arq-frontend'];

/** The generated manifests of staging, as they are committed. */
const committed = files.flatMap((name) => objectsOf(`dist/staging/${name}.yaml`));

/** Images of a release, by the name of the service whose image it is. */
export interface Images {
  readonly 'arq-backend': string;
  readonly 'arq-frontend': string;
}

/** A service that is released blue-green. */
export type Service = keyof Images;

/** The images that the manifests name. */
export const committedImages: Images = {
  'arq-backend': imageOf('arq-backend'),
  'arq-frontend': imageOf('arq-frontend'),
};

/** Services that say how they are scraped. */
export const serviceMonitors = committed.filter(({ kind }) => kind === 'ServiceMonitor');

/** Host and port under which the controller asks Prometheus. */
export const prometheusHost = new URL(
  committed
    .filter(({ kind }) => kind === 'AnalysisTemplate')
    .flatMap(({ spec }) => spec.metrics)
    .find(({ provider }) => provider.prometheus).provider.prometheus.address,
).host;

/** What Argo CD is told to leave alone. */
export const ignoredDifferences: readonly IgnoredDifference[] =
  objectsOf('argocd/staging.yaml').find(({ kind }) => kind === 'Application')?.spec.ignoreDifferences ?? [];

/** What a commit with these images would have applied, in shorter times; Jobs that Argo CD runs in a sync are its own. */
export function manifestsWith(images: Images): KubernetesObject[] {
  return committed
    .filter(({ apiVersion }) => !unknownGroups.some((group) => apiVersion.startsWith(`${group}/`)))
    .filter((object) => hookPhases(object).length === 0)
    .map((object) => withImages(hastened(object), images));
}

/** The Rollout of a service as it is committed, in the times of the cluster. */
export function rolloutOf(service: Service): KubernetesObject {
  const rollout = committed.find(({ kind, metadata }) => kind === 'Rollout' && metadata.name === service);
  if (!rollout) throw new Error(`dist/staging has no Rollout ${service}`);
  return rollout;
}

function imageOf(service: Service): string {
  return rolloutOf(service).spec.template.spec.containers[0].image;
}

function withImages(object: KubernetesObject, images: Images): KubernetesObject {
  const text = (Object.keys(images) as Service[]).reduce(
    (all, service) => all.replaceAll(JSON.stringify(committedImages[service]), JSON.stringify(images[service])),
    JSON.stringify(object),
  );
  return JSON.parse(text);
}

function objectsOf(path: string): KubernetesObject[] {
  return parseAllDocuments(readFileSync(path, 'utf8')).map((document) => document.toJS());
}
