import { join } from 'node:path';
import { Runbooks, runCommand } from '@arq/constructs';
import { App } from 'cdk8s';
import type { ArqEnvironment } from './platform/environments/environment.ts';
import { readImages } from './platform/environments/images.ts';
import { environments } from './platform/environments/index.ts';
import { local } from './platform/environments/local.ts';
import { GitOps } from './platform/gitops.ts';
import { createLocalSecrets } from './platform/local-secrets.ts';
import { ClusterMonitoring } from './platform/monitoring/cluster-monitoring.ts';
import { LocalMonitoring } from './platform/monitoring/local/local-monitoring.ts';
import { ArqPlatform } from './platform/platform.ts';

/** One environment of the platform, with the images that its file names. */
function createPlatform(app: App, root: string, settings: ArqEnvironment): ArqPlatform {
  const images = readImages(join(root, 'charts/platform/environments/images'), settings.name);
  return new ArqPlatform(app, settings.name, settings, images);
}

/** The whole application: every environment, and the Argo CD definitions that deliver them. */
export function createApp(root: string): App {
  const app = new App();
  const platforms = environments.map((settings) => ({ settings, environment: createPlatform(app, root, settings) }));
  new GitOps(app, 'argocd', platforms);
  for (const { settings, environment } of platforms) {
    const id = `${settings.name}-monitoring`;
    if (settings.delivery) new ClusterMonitoring(app, id, settings, environment);
    else new LocalMonitoring(app, id, environment);
  }
  new Runbooks(app, 'Runbooks', { root, folder: 'docs/runbooks' });
  return app;
}

/** `npm run synth` and `cdk8s synth`. */
export function main(root: string, args: readonly string[]): Promise<number> {
  return runCommand({
    root,
    folders: ['dist', 'argocd', 'dev/compose/monitoring'],
    source: 'charts/main.ts by "npm run synth"',
    cliOutput: 'build/cdk8s',
    arguments: args,
    build: () => createApp(root),
  });
}

/** `npm run local:secrets`. */
export function localSecrets(root: string, args: readonly string[]): number {
  try {
    createLocalSecrets(createPlatform(new App(), root, local), args);
    return 0;
  } catch (error) {
    console.error(`error: ${(error as Error).message}`);
    return 1;
  }
}
