import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Checkout } from '../support/checkout.ts';

let checkout: Checkout;
let committed: Record<string, string>;

beforeAll(() => {
  checkout = new Checkout();
  committed = checkout.output();
});

afterAll(() => {
  checkout.remove();
});

/** Empties the output, so that every byte is written anew. */
function withoutOutput(): void {
  for (const path of Object.keys(committed)) rmSync(join(checkout.root, path));
}

describe('the committed output', () => {
  test('is what the source says', () => {
    expect(checkout.synth(['--check'])).toMatchObject({ status: 0, stderr: '' });
  });

  test('is the same in another folder, locale and time zone, and whatever cdk8s is told', () => {
    withoutOutput();
    const surroundings = { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Chatham', CDK8S_DISABLE_SORT: '1' };
    expect(checkout.synth([], surroundings)).toMatchObject({ status: 0, stderr: '' });
    expect(checkout.output()).toEqual(committed);
  });

  test('is the same through the cdk8s CLI', () => {
    withoutOutput();
    const { status, stdout } = checkout.run('npx', ['cdk8s', 'synth'], { CDK8S_CHECK_UPGRADE: 'false' });
    expect(stdout).toContain('build/cdk8s/dist/staging/arq-backend.yaml');
    expect(status).toBe(0);
    expect(checkout.output()).toEqual(committed);
  }, 30_000);

  test('is not touched where the cdk8s CLI only shows it', () => {
    const marker = join(checkout.root, 'dist/staging/arq.yaml');
    writeFileSync(marker, `${readFileSync(marker, 'utf8')}# drift\n`);
    const drifted = checkout.output();
    const { status, stdout } = checkout.run('npx', ['cdk8s', 'synth', '--stdout'], { CDK8S_CHECK_UPGRADE: 'false' });
    expect(stdout).toContain('kind: Deployment');
    expect(status).toBe(0);
    expect(checkout.output()).toEqual(drifted);
    expect(checkout.synth().status).toBe(0);
    expect(checkout.output()).toEqual(committed);
  }, 30_000);
});
