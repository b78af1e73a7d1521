import { App } from 'cdk8s';
import { readImages } from '../../charts/platform/environments/images.ts';
import { local } from '../../charts/platform/environments/local.ts';
import { ArqPlatform } from '../../charts/platform/platform.ts';

/** The local environment, new at each call. */
export function localEnvironment(app = new App()): ArqPlatform {
  return new ArqPlatform(app, local.name, local, readImages('charts/platform/environments/images', local.name));
}
