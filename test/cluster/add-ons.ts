import { readFileSync } from 'node:fs';
import { manifestsIn } from './manifest.ts';
import type { ChartVersion } from './versions.ts';

/** An add-on as Argo CD is told of it. */
export interface AddOn extends ChartVersion {
  readonly release: string;
  readonly chart: string;
  readonly namespace: string;
  readonly values: object;
}

/**
 * An add-on of staging's cluster: the same chart, version and values.
 * @param name of the release
 */
export function addOnOfStaging(name: string): AddOn {
  const file = 'argocd/add-ons-staging.yaml';
  const application = manifestsIn(readFileSync(file, 'utf8')).find(
    ({ spec }) => spec.source.helm?.releaseName === name,
  );
  if (!application)
    throw new Error(`${file}: has no release ${name}; correct what test/cluster/blue-green.ts installs`);
  const { source, destination } = application.spec;
  const { repoURL, chart, targetRevision, helm } = source;
  return {
    release: name,
    chart,
    // Argo CD leaves the scheme of OCI registries out.
    repository: repoURL.startsWith('https://') ? repoURL : `oci://${repoURL}`,
    version: targetRevision,
    namespace: destination.namespace,
    values: helm.valuesObject ?? {},
  };
}

/** What Helm is told, with values from files. */
export function installArguments(addOn: Omit<AddOn, 'values'>, valueFiles: readonly string[]): string[] {
  const { release, chart, repository, version, namespace } = addOn;
  const isOci = repository.startsWith('oci://');
  const source = isOci ? [`${repository}/${chart}`] : [chart, '--repo', repository];
  const values = valueFiles.flatMap((file) => ['--values', file]);
  const target = ['--version', version, '--namespace', namespace, '--create-namespace'];
  return ['upgrade', '--install', release, ...source, ...target, ...values, '--wait', '--timeout', '10m'];
}
