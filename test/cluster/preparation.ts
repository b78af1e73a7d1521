import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addOnOfStaging } from './add-ons.ts';
import type { Cluster } from './cluster.ts';
import { buildFailingImage, buildImage } from './images.ts';
import { install } from './install.ts';
import { manifestsIn } from './manifest.ts';
import { randomSecretStore } from './secret-store.ts';
import { smallPrometheus } from './small-cluster.ts';
import type { StagingRelease } from './staging.ts';
import { versions } from './versions.ts';
import { done, waitFor } from './wait-for.ts';

/** One build each, but for the labels and the smoke test of the last. */
export function provideImages(cluster: Cluster): Record<'one' | 'two' | 'three', StagingRelease> {
  const image = (tier: string, version: string) => `ghcr.io/arq-platform/arq-${tier}:${version}`;
  const images = (version: string, frontend = version) => ({
    images: { 'arq-backend': image('backend', version), 'arq-frontend': image('frontend', frontend) },
  });
  for (const version of ['0.0.1', '0.0.2']) {
    buildImage('backend', image('backend', version));
    buildImage('frontend', image('frontend', version));
  }
  buildFailingImage(image('backend', '0.0.2'), image('backend', '0.0.3'));
  const releases = { one: images('0.0.1'), two: images('0.0.2'), three: images('0.0.3', '0.0.2') };
  cluster.load([...new Set(Object.values(releases).flatMap((release) => Object.values(release.images)))]);
  return releases;
}

/** In the order in which Argo CD would bring them: definitions before what is made of them. */
export async function installAddOns(cluster: Cluster): Promise<void> {
  cluster.kubectl(['apply', '--filename', 'dist/cluster/namespaces']);
  install(cluster, addOnOfStaging('prometheus-operator-crds'));
  install(
    cluster,
    {
      release: 'metrics-server',
      chart: 'metrics-server',
      namespace: 'kube-system',
      values: {},
      ...versions.charts['metrics-server'],
    },
    // The kubelets of kind certify themselves.
    { args: ['--kubelet-insecure-tls'] },
  );
  install(cluster, addOnOfStaging('kube-prometheus-stack'), smallPrometheus);
  install(cluster, addOnOfStaging('argo-rollouts'));
  install(cluster, addOnOfStaging('external-secrets'));
  const store = randomSecretStore(allOfStaging());
  // Its admission may still be waiting for its own certificate.
  await waitFor('the secret store is admitted', 120, () => {
    cluster.apply([store]);
    return done;
  });
}

function allOfStaging() {
  const folder = 'dist/staging';
  return readdirSync(folder).flatMap((file) => manifestsIn(readFileSync(join(folder, file), 'utf8')));
}
