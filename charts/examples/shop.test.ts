import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubernetesObject } from '@arq/constructs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadAll } from 'js-yaml';

const source = readFileSync('charts/examples/shop.ts', 'utf8');

describe("the example: another team's platform", () => {
  const output = mkdtempSync(join(tmpdir(), 'arq-example-'));
  let objects: string[];

  beforeAll(async () => {
    // It stands there as in a project of its own, where importing it synthesizes: this is how the cdk8s CLI says whereto.
    process.env.CDK8S_OUTDIR = output;
    await import('./shop.ts');
    objects = readdirSync(output)
      .flatMap((name) => loadAll(readFileSync(join(output, name), 'utf8')) as KubernetesObject[])
      .map(({ kind, metadata }) => `${kind}/${metadata.name.replace(/-[0-9a-f]{10}$/, '')}`);
  });

  afterAll(() => {
    delete process.env.CDK8S_OUTDIR;
    rmSync(output, { recursive: true });
  });

  test('passes all checks and is complete', () => {
    expect(objects.sort()).toEqual([
      'Certificate/shop',
      'ConfigMap/shop-cache-config',
      'ConfigMap/shop-database-config',
      'ConfigMap/shop-database-init',
      'ConfigMap/shop-orders-environment',
      'ConfigMap/shop-web-environment',
      'Deployment/shop-orders',
      'Deployment/shop-web',
      'HorizontalPodAutoscaler/shop-orders',
      'HorizontalPodAutoscaler/shop-web',
      'Ingress/shop',
      'LimitRange/limits',
      'Namespace/shop-production',
      'NetworkPolicy/deny-by-default',
      'NetworkPolicy/shop-cache',
      'NetworkPolicy/shop-database',
      'NetworkPolicy/shop-orders',
      'NetworkPolicy/shop-web',
      'PodDisruptionBudget/shop-orders',
      'PodDisruptionBudget/shop-web',
      'ResourceQuota/quota',
      'Role/operator',
      'Role/viewer',
      'Service/shop-cache',
      'Service/shop-cache-headless',
      'Service/shop-database',
      'Service/shop-database-headless',
      'Service/shop-orders',
      'Service/shop-web',
      'ServiceAccount/shop-cache',
      'ServiceAccount/shop-database',
      'ServiceAccount/shop-orders',
      'ServiceAccount/shop-web',
      'StatefulSet/shop-cache',
      'StatefulSet/shop-database',
    ]);
  });

  test('takes 40 lines at most', () => {
    expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(40);
  });

  test("is what the package's front page shows", () => {
    expect(readFileSync('charts/constructs/README.md', 'utf8')).toContain(`\`\`\`ts\n${source}\`\`\`\n`);
  });
});
