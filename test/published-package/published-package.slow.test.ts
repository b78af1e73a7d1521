import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as constructs from '@arq/constructs';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { loadAll } from 'js-yaml';
import { Checkout } from '../support/checkout.ts';
import { StockProject } from './stock-project.ts';

// Packages are fetched and installed.
jest.setTimeout(180_000);

const example = readFileSync('charts/examples/shop.ts', 'utf8');

describe('the constructs, packed and installed into a stock cdk8s project', () => {
  const project = new StockProject();
  const folder = mkdtempSync(join(tmpdir(), 'arq-packed-'));

  beforeAll(async () => {
    await project.install(pack(folder));
    project.write('main.ts', example);
  });

  afterAll(() => {
    project.remove();
    rmSync(folder, { recursive: true });
  });

  test('hold compiled code and what a reader needs, nothing else', () => {
    const files = project.list('node_modules/@arq/constructs');
    const others = files.filter((path) => !/^lib\/.*\.(js|js\.map|d\.ts)$/.test(path));
    expect(others).toEqual(['LICENSE', 'README.md', 'lib/package.json', 'package.json']);
  });

  test("compile under the template's own settings", async () => {
    const { status, output } = await project.run('npx', ['tsc', '--noEmit', '--project', '.']);
    expect(output).not.toContain('error');
    expect(status).toBe(0);
  });

  test('synthesize the example', async () => {
    const { status, output } = await project.run('npx', ['cdk8s', 'synth']);
    expect(output).toContain('dist/shop-orders');
    expect(status).toBe(0);
    const objects = project.read('dist').flatMap((text) => loadAll(text) as constructs.KubernetesObject[]);
    expect(objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual(
      expect.arrayContaining([
        'Namespace/shop-production',
        'Deployment/shop-web',
        'HorizontalPodAutoscaler/shop-orders',
        'StatefulSet/shop-database',
        'StatefulSet/shop-cache',
        'NetworkPolicy/shop-cache',
        'Ingress/shop',
        'Certificate/shop',
      ]),
    );
  });

  test('refuse a mistake, in the words of the check', async () => {
    project.write('broken.ts', example.replace('redis:8.8.2', 'redis:latest'));
    const { status, output } = await project.run('npx', ['cdk8s', 'synth', '--app', 'npx ts-node broken.ts']);
    expect(output).toContain(
      'shop/cache/StatefulSet: the image "redis:latest" of container shop-cache in StatefulSet shop-cache has the ' +
        'moving tag "latest"; name a fixed version or a digest',
    );
    expect(status).toBe(1);
  });

  test('give an ECMAScript module every export by its name', async () => {
    const names = Object.keys(constructs).join(', ');
    project.write('names.mjs', `import { ${names} } from '@arq/constructs';\nconsole.log(WebService.name);\n`);
    expect(await project.run('node', ['names.mjs'])).toEqual({ status: 0, output: 'WebService\n' });
  });
});

/** Packs as for a registry, in a copy, so that nothing is built beside the sources. Returns the tarball's path. */
function pack(folder: string): string {
  const checkout = new Checkout();
  try {
    const args = ['pack', '--workspace', '@arq/constructs', '--pack-destination', folder];
    const { status, stderr } = checkout.run('npm', args);
    if (status !== 0) throw new Error(stderr);
    return join(folder, readdirSync(folder)[0] as string);
  } finally {
    checkout.remove();
  }
}
