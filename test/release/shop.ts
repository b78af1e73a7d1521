import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Project } from '../../release/project.ts';
import { Refusal } from '../../release/refusal.ts';

/** A file whose presence makes the synthesis fail half-way, for its content. */
export const brokenSource = 'src/broken.txt';

/** A small project that the commands release: three environments of two own tiers and a database. */
export function shop(root: string): Project {
  return {
    root,
    branch: 'main',
    environments: [
      { name: 'local', isDelivered: false },
      { name: 'staging', isDelivered: true },
      { name: 'production', isDelivered: true },
    ],
    ownTiers: ['backend', 'frontend'],
    promotions: [{ from: 'staging', to: 'production' }],
    imagesFolder: 'images',
    manifestsFolder: 'dist',
    databaseTier: 'backend',
    migrationsFolder: 'migrations',
    rollbackReleases: 2,
    synthesize: synthesizeShop,
  };
}

/** One file per environment and tier, and a setting that is in all of them. */
export function synthesizeShop(folder: string): void {
  rmSync(join(folder, 'dist'), { recursive: true, force: true });
  const setting = readFileSync(join(folder, 'src/setting.txt'), 'utf8').trim();
  for (const name of readdirSync(join(folder, 'images'))) {
    const environment = name.replace('.json', '');
    const images = JSON.parse(readFileSync(join(folder, 'images', name), 'utf8')) as Record<string, string>;
    for (const [tier, image] of Object.entries(images)) {
      const path = join(folder, 'dist', environment, `${tier}.yaml`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, manifest(environment, tier, image, setting));
    }
  }
  const broken = join(folder, brokenSource);
  if (existsSync(broken)) throw new Refusal(readFileSync(broken, 'utf8').trim());
}

function manifest(environment: string, tier: string, image: string, setting: string): string {
  return `# Generated
apiVersion: v1
kind: ConfigMap
metadata:
  name: ${tier}
  namespace: ${environment}
data:
  SETTING: ${setting}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${tier}
  namespace: ${environment}
spec:
  template:
    spec:
      containers:
        - name: ${tier}
          image: ${image}
`;
}
