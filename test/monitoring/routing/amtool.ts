import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AlertmanagerConfig } from '@arq/constructs';
import { toYamlText } from '../../../charts/constructs/synth/yaml.ts';
import type { AlertLabels } from './evaluate.ts';
import type { Installed } from './installed.ts';
import { withoutUrlFiles } from './scratch-config.ts';

/** What amtool says of one configuration, as it is but for what the program is too old for. */
export class Amtool {
  private readonly program: Installed;
  private readonly folder = mkdtempSync(join(tmpdir(), 'amtool-'));
  private readonly file = join(this.folder, 'alertmanager.yml');

  constructor(program: Installed, config: AlertmanagerConfig) {
    this.program = program;
    const readable = program.readsUrlFiles ? config : withoutUrlFiles(config, () => 'https://heartbeat.example');
    writeFileSync(this.file, toYamlText(readable));
  }

  /** What is wrong with it, if anything is. */
  check(): string | undefined {
    const { status, stdout, stderr } = this.run('check-config', this.file);
    return status === 0 && stdout.includes('SUCCESS') ? undefined : stdout + stderr;
  }

  /** Receivers of an alert, in alphabetical order. */
  receiversOf(labels: AlertLabels): string[] {
    const pairs = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
    const { status, stdout, stderr } = this.run('config', 'routes', 'test', `--config.file=${this.file}`, ...pairs);
    if (status !== 0) throw new Error(`amtool fails on ${pairs}: ${stdout}${stderr}`);
    return stdout.trim().split(',').sort();
  }

  /** Removes its file. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private run(...options: readonly string[]) {
    const { error, status, stdout, stderr } = spawnSync(this.program.path, options, { encoding: 'utf8' });
    if (error) throw error;
    return { status, stdout, stderr };
  }
}
