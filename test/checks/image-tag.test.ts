import { describe, expect, test } from '@jest/globals';
import { JsonPatch } from 'cdk8s';
import { mistakes, postgres, shop, web } from '../support/fixture.ts';
import { cronJob, deployment, podTemplate } from './by-hand.ts';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

function mistakesWith(image: string): string[] {
  const environment = shop();
  web(environment, { image });
  return mistakes(environment);
}

describe('an image that may be another one tomorrow', () => {
  test.each([
    { image: 'registry.example/shop-web:latest', reason: 'has the moving tag "latest"' },
    { image: 'registry.example/shop-web:Main', reason: 'has the moving tag "Main"' },
    { image: 'registry.example/shop-web', reason: 'has no tag, which means "latest"' },
    // The colon is that of a port.
    { image: 'registry.example:5000/shop-web', reason: 'has no tag, which means "latest"' },
    { image: 'shop web:1.4.2', reason: 'is not an image reference' },
    { image: '', reason: 'is not an image reference' },
    { image: 'registry.example/shop-web@sha256:0123', reason: 'is not an image reference' },
  ])('is refused: "$image"', ({ image, reason }) => {
    expect(mistakesWith(image)).toEqual([
      `Shop/shop-web/Deployment: the image "${image}" of container shop-web in Deployment shop-web ${reason}; name a ` +
        'fixed version or a digest',
    ]);
  });

  test.each([
    { image: 'registry.example/shop-web:1.4.2' },
    { image: 'registry.example:5000/shop-web:1.4.2' },
    { image: 'shop-web:latest-1.4.2' },
    { image: `registry.example/shop-web@${digest}` },
    { image: `registry.example/shop-web:latest@${digest}` },
  ])('is fine if it is pinned: "$image"', ({ image }) => {
    expect(mistakesWith(image)).toEqual([]);
  });

  test('is refused in a database', () => {
    const environment = shop();
    postgres(environment, { image: 'registry.example/postgres:latest', majorVersion: 18 });
    expect(mistakes(environment)).toEqual([
      'Shop/shop-db/StatefulSet: the image "registry.example/postgres:latest" of container shop-db in StatefulSet ' +
        'shop-db has the moving tag "latest"; name a fixed version or a digest',
    ]);
  });

  test('is refused as an init container', () => {
    const environment = shop();
    const [container] = podTemplate('migrate', {}, { image: 'registry.example/migrate:edge' }).spec.containers;
    web(environment).patch({ kind: 'Deployment' }, JsonPatch.add('/spec/template/spec/initContainers', [container]));
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/Deployment: the image "registry.example/migrate:edge" of container migrate in Deployment shop-web ' +
        'has the moving tag "edge"; name a fixed version or a digest',
    ]);
  });

  test('is refused in a CronJob', () => {
    const environment = shop();
    const [container] = podTemplate('report', {}, { image: 'registry.example/report' }).spec.containers;
    cronJob(web(environment), 'report', { containers: [container] });
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/CronJob-report: the image "registry.example/report" of container report in CronJob report has no ' +
        'tag, which means "latest"; name a fixed version or a digest',
    ]);
  });

  test('is refused if it is missing', () => {
    const environment = shop();
    deployment(web(environment), 'by-hand', {}, { image: undefined });
    expect(mistakes(environment)).toEqual([
      'Shop/shop-web/Deployment-by-hand: the image "" of container by-hand in Deployment by-hand is not an image ' +
        'reference; name a fixed version or a digest',
    ]);
  });
});
