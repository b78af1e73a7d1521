import { join } from 'node:path';
import { App } from 'cdk8s';
import { toYamlText } from '../../charts/constructs/synth/yaml.ts';
import { readImages } from '../../charts/platform/environments/images.ts';
import { local } from '../../charts/platform/environments/local.ts';
import { type LocalPlacement, localFiles } from '../../charts/platform/monitoring/local/local-files.ts';
import { ArqPlatform } from '../../charts/platform/platform.ts';
import { scaled } from './scale.ts';

/** Where the local environment is to be watched. */
export interface Place extends LocalPlacement {
  /** The project's root. */
  readonly root: string;
  /** Multiplies all time spans. */
  readonly scale: number;
}

/**
 * The configuration of Prometheus, Alertmanager and the blackbox exporter by file name, from the same model as the committed
 * files and the manifests.
 */
export function renderModel({ root, scale, ...placement }: Place): Record<string, string> {
  const images = readImages(join(root, 'charts/platform/environments/images'), local.name);
  const environment = new ArqPlatform(new App(), local.name, local, images);
  const files = Object.entries(localFiles(environment, placement));
  return Object.fromEntries(files.map(([name, data]) => [name, toYamlText(scaled(data, scale))]));
}
