import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

/** How a program ended and all that it said. */
export interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

const installed = resolve('node_modules');
const template = join(installed, 'cdk8s-cli/templates/typescript-app');

/** A project as `cdk8s init typescript-app` leaves it, but for its tests and imports, in a folder of its own. */
export class StockProject {
  private readonly root = mkdtempSync(join(tmpdir(), 'arq-stock-project-'));

  constructor() {
    cpSync(join(template, 'tsconfig.json'), join(this.root, 'tsconfig.json'));
    // Imports are fetched from a server, and nothing here needs them.
    const settings = readFileSync(join(template, 'cdk8s.yaml'), 'utf8');
    this.write('cdk8s.yaml', settings.slice(0, settings.indexOf('imports:')));
    this.write('package.json', filledIn(readFileSync(join(template, 'package.json'), 'utf8')));
  }

  /** Installs what the template names, and the package in a tarball. */
  async install(tarball: string): Promise<void> {
    const quick = ['--prefer-offline', '--no-audit', '--no-fund'];
    const { status, output } = await this.run('npm', ['install', ...quick, tarball]);
    if (status !== 0) throw new Error(output);
  }

  /** Runs a program in it. */
  run(command: string, args: readonly string[]): Promise<Outcome> {
    // The CLI would ask a server for a newer version of itself.
    const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false' };
    return new Promise((done) => {
      const child = execFile(command, args, { cwd: this.root, env }, (_error, stdout, stderr) =>
        done({ status: child.exitCode, output: stdout + stderr }),
      );
    });
  }

  write(path: string, content: string): void {
    writeFileSync(join(this.root, path), content);
  }

  /** Paths of all files below a folder, relative to it. */
  list(folder: string): string[] {
    return readdirSync(join(this.root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(join(this.root, folder), join(entry.parentPath, entry.name)))
      .sort();
  }

  /** Content of all files below a folder. */
  read(folder: string): string[] {
    return this.list(folder).map((path) => readFileSync(join(this.root, folder, path), 'utf8'));
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** The template's package.json with the versions that this project has installed, and without the test framework. */
function filledIn(text: string): string {
  const values: Record<string, string> = {
    $base: 'shop',
    cdk8s_core_version: versionOf('cdk8s'),
    cdk8s_plus_version: versionOf('cdk8s-plus-33'),
    constructs_version: versionOf('constructs'),
    cdk8s_cli_spec: versionOf('cdk8s-cli'),
  };
  const description = JSON.parse(text.replaceAll(/\{\{ (\S+) \}\}/g, (_, name: string) => values[name] as string));
  for (const name of ['jest', 'ts-jest', '@types/jest']) delete description.devDependencies[name];
  return JSON.stringify(description);
}

function versionOf(name: string): string {
  return JSON.parse(readFileSync(join(installed, name, 'package.json'), 'utf8')).version;
}
