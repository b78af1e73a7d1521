import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root as project } from '../../scripts/bundle.mjs';
import { readFiles } from '../objects.mjs';

const require = createRequire(import.meta.url);
const template = join(project, 'node_modules/cdk8s-cli/templates/typescript-app');
const cache = join(project, 'build/bench/stock');

/**
 * The folder that `cdk8s init typescript-app` makes, with a program that emits the same objects. Each object is a literal
 * `ApiObject` and each file a `Chart`: nothing is computed and nothing is checked, the least that this path can cost.
 * @param {string} workspace
 * @param {Map<string, object[]>} files
 */
export function stock(workspace, files) {
  const manifest = packageManifest();
  const complaint = install(manifest);
  if (complaint) return [{ id: 'stock', name, missing: complaint }];
  // Outside of the project, or TypeScript would read the types that the project installed as well.
  const cwd = join(workspace, 'stock');
  mkdirSync(cwd);
  writeFileSync(join(cwd, 'package.json'), manifest);
  for (const file of ['cdk8s.yaml', 'tsconfig.json']) copyFileSync(join(template, file), join(cwd, file));
  symlinkSync(join(cache, 'node_modules'), join(cwd, 'node_modules'));
  writeFileSync(join(cwd, 'main.ts'), program(files));
  return [
    {
      id: 'stock',
      name,
      command: { script: 'node_modules/.bin/cdk8s synth', cwd, env: { CDK8S_CHECK_UPGRADE: 'false' } },
      prepare: () => rmSync(join(cwd, 'dist'), { recursive: true, force: true }),
      output: () => [...readFiles(cwd, ['dist']).values()].flat(),
      versions: () => ['cdk8s', 'cdk8s-cli', 'typescript', 'ts-node'].map((id) => `${id} ${installed(id)}`),
    },
  ];
}

const name = 'stock cdk8s template: cdk8s synth';

/** The template's own, with the versions of this project where both have a package. */
function packageManifest() {
  const version = (id) => require(`${id}/package.json`).version;
  const values = {
    $base: 'stock',
    cdk8s_core_version: version('cdk8s'),
    cdk8s_plus_version: version('cdk8s-plus-33'),
    constructs_version: version('constructs'),
    cdk8s_cli_spec: version('cdk8s-cli'),
  };
  const text = readFileSync(join(template, 'package.json'), 'utf8');
  return text.replaceAll(/\^?\{\{ (\S+) \}\}/g, (_, key) => values[key]);
}

/** Installs once; later runs find it there. It is not measured. */
function install(manifest) {
  const done = join(cache, 'installed.json');
  if (existsSync(done) && readFileSync(done, 'utf8') === manifest) return undefined;
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, 'package.json'), manifest);
  console.error('Installing the stock template, once ...');
  const args = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, stderr } = spawnSync('npm', args, { cwd: cache, encoding: 'utf8' });
  if (status !== 0) return `not installed: ${stderr.trim().split('\n').at(-1)}`;
  writeFileSync(done, manifest);
  return undefined;
}

function installed(id) {
  return JSON.parse(readFileSync(join(cache, 'node_modules', id, 'package.json'), 'utf8')).version;
}

function program(files) {
  const charts = [...files].map(([path, objects]) => {
    const id = path.replace(/\.yaml$/, '').replaceAll('/', '-');
    const members = objects.map(
      (object, index) => `new ApiObject(chart, 'Object${index}', ${JSON.stringify(object, null, 2)});`,
    );
    return `{\nconst chart = new Chart(app, '${id}');\n${members.join('\n')}\n}\n`;
  });
  return `import { ApiObject, App, Chart } from 'cdk8s';\n\nconst app = new App();\n${charts.join('')}app.synth();\n`;
}
