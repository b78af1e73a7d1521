import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { isExecutable, searchPath } from '../../../dev/servers.ts';

/** A program of Alertmanager's, as installed. */
export interface Installed {
  readonly path: string;
  /** Its version and place, for titles. */
  readonly title: string;
  /** Whether it reads a webhook's URL from a file, as 0.26 and later do; clusters have those. */
  readonly readsUrlFiles: boolean;
}

/** Every Alertmanager: the one on the path, and the one that ALERTMANAGER names. */
export const installedAlertmanagers = () => installed(['alertmanager', 'prometheus-alertmanager'], 'ALERTMANAGER');

/** Every amtool: the one on the path, and the one that AMTOOL names. */
export const installedAmtools = () => installed(['amtool'], 'AMTOOL');

/** @throws Error if there is none: a configuration that nobody read is not tested */
function installed(names: readonly string[], variable: string): Installed[] {
  const onPath = names.flatMap((name) => searchPath().map((directory) => join(directory, name))).find(isExecutable);
  const paths = [onPath, process.env[variable]].filter((path) => path !== undefined);
  if (paths.length === 0) {
    throw new Error(
      `${names[0]} is not installed; "apt-get install prometheus-alertmanager" brings it, or name one by ${variable}`,
    );
  }
  return [...new Set(paths)].map((path) => {
    const { error, stdout, stderr } = spawnSync(path, ['--version'], { encoding: 'utf8' });
    if (error) throw new Error(`${path} does not run, which is the path or ${variable}: ${error.message}`);
    // One from "go install" does not know its version; those are newer than Debian's.
    const version = /version (\d+\.\d+)/.exec(`${stdout}${stderr}`)?.[1];
    return {
      path,
      title: `${names[0]} ${version ?? 'of an unstamped build'} (${path})`,
      readsUrlFiles: version === undefined || Number(version.split('.')[1]) >= 26 || !version.startsWith('0.'),
    };
  });
}
