import { join } from 'node:path';
import { runCommand } from '@arq/constructs';
import { App } from 'cdk8s';
import { readImages } from './platform/environments/images.ts';
import { environments } from './platform/environments/index.ts';
import { GitOps } from './platform/gitops.ts';
import { ArqPlatform } from './platform/platform.ts';

/** The whole application: every environment, and the Argo CD definitions that deliver them. */
export function createApp(root: string): App {
  const app = new App();
  const images = join(root, 'charts/platform/environments/images');
  const platforms = environments.map((settings) => ({
    settings,
    environment: new ArqPlatform(app, settings.name, settings, readImages(images, settings.name)),
  }));
  new GitOps(app, 'argocd', platforms);
  return app;
}

/** `npm run synth` and `cdk8s synth`. */
export function main(root: string, args: readonly string[]): Promise<number> {
  return runCommand({
    root,
    folders: ['dist', 'argocd'],
    source: 'charts/main.ts by "npm run synth"',
    cliOutput: 'build/cdk8s',
    arguments: args,
    build: () => createApp(root),
  });
}
