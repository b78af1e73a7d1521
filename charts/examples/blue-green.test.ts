import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubernetesObject } from '@arq/constructs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadAll } from 'js-yaml';

const source = readFileSync('charts/examples/blue-green.ts', 'utf8');

describe('the example of a blue-green release', () => {
  const output = mkdtempSync(join(tmpdir(), 'arq-example-'));
  let objects: string[];

  beforeAll(async () => {
    // It stands there as in a project of its own, where importing it synthesizes: this is how the cdk8s CLI says whereto.
    process.env.CDK8S_OUTDIR = output;
    await import('./blue-green.ts');
    objects = readdirSync(output)
      .flatMap((name) => loadAll(readFileSync(join(output, name), 'utf8')) as KubernetesObject[])
      .map(({ kind, metadata }) => `${kind}/${metadata.name}`);
  });

  afterAll(() => {
    delete process.env.CDK8S_OUTDIR;
    rmSync(output, { recursive: true });
  });

  test('passes all checks and shows what a release is made of', () => {
    expect(objects).toEqual(
      expect.arrayContaining([
        'AnalysisTemplate/shop-orders-live',
        'AnalysisTemplate/shop-orders-preview',
        'AnalysisTemplate/shop-orders-smoke',
        'Job/shop-orders-migrate',
        'Rollout/shop-orders',
        'Service/shop-orders',
        'Service/shop-orders-preview',
      ]),
    );
    expect(objects).not.toContain('Deployment/shop-orders');
  });

  test("is what the package's front page shows", () => {
    expect(readFileSync('charts/constructs/README.md', 'utf8')).toContain(`\`\`\`ts\n${source}\`\`\`\n`);
  });
});
