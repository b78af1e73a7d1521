import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Checkout } from '../support/checkout.ts';

let checkout: Checkout;
let committed: Record<string, string>;
const undo: (() => void)[] = [];

beforeAll(() => {
  checkout = new Checkout();
  committed = checkout.output();
});

afterEach(() => {
  for (const restore of undo.splice(0)) restore();
});

afterAll(() => {
  checkout.remove();
});

/** Makes a mistake in a file of the checkout, for one test. */
function mistake(path: string, change: (text: string) => string | undefined): void {
  const file = join(checkout.root, path);
  const original = readFileSync(file, 'utf8');
  undo.push(() => writeFileSync(file, original));
  const changed = change(original);
  if (changed === original) throw new Error(`the mistake in ${path} changes nothing`);
  if (changed === undefined) rmSync(file);
  else writeFileSync(file, changed);
}

const platform = 'charts/platform';
const images = `${platform}/environments/images/staging.json`;

/** Each mistake with the one line that must explain it. */
const cases: readonly { name: string; make: () => void; args?: readonly string[]; message: string | RegExp }[] = [
  {
    name: 'an unknown environment',
    make: () => {},
    args: ['prod'],
    message:
      '"prod" is no environment and no file begins with it; there are: cluster, local, monitoring, production, staging',
  },
  {
    name: 'an unknown option',
    make: () => {},
    args: ['--chek'],
    message: /Unknown option '--chek'/,
  },
  {
    name: 'a missing image file',
    make: () => mistake(images, () => undefined),
    message:
      /images\/staging\.json: cannot be read; create it with one image for each of backend, frontend, postgres, redis, /,
  },
  {
    name: 'malformed JSON in an image file',
    make: () => mistake(images, (text) => text.replace(',', '')),
    message: /images\/staging\.json: is not JSON \(.+\); correct it$/,
  },
  {
    name: 'a tier without an image',
    make: () => mistake(images, (text) => text.replace('"redis"', '"valkey"')),
    message: /images\/staging\.json: names no image for redis; it needs one image for each of backend/,
  },
  {
    name: 'an image that moves',
    make: () => mistake(images, (text) => text.replace('arq-backend:0.1.0', 'arq-backend:latest')),
    message:
      'staging/Backend/BlueGreen/AnalysisTemplate-arq-backend-smoke: the image "ghcr.io/arq-platform/arq-backend:latest" of ' +
      'container arq-backend-smoke in AnalysisTemplate arq-backend-smoke has the moving tag "latest"; name a fixed version ' +
      'or a digest',
  },
  {
    name: 'a request above its limit',
    make: () =>
      mistake(`${platform}/environments/staging.ts`, (text) =>
        text.replace("request: '2Gi', limit: '2Gi'", "request: '4Gi', limit: '2Gi'"),
      ),
    message: 'staging/Postgres: memory request 4Gi must be above 0 and not above its limit 2Gi',
  },
  {
    name: 'a size that is none',
    make: () => mistake(`${platform}/environments/staging.ts`, (text) => text.replace("size: '10Gi'", "size: '10 GB'")),
    message: 'staging/Postgres: data size: "10 GB" is not a Kubernetes quantity; write it like "500m" or "256Mi"',
  },
  {
    name: 'a range that is upside down',
    make: () =>
      mistake(`${platform}/environments/staging.ts`, (text) => text.replace('min: 2, max: 10', 'min: 12, max: 10')),
    message:
      'staging/Backend: autoscaling from 12 to 10 is impossible; both are whole numbers, min is 2 or more and not above max',
  },
  {
    name: 'more connections than the memory holds',
    make: () =>
      mistake(`${platform}/environments/staging.ts`, (text) => text.replace('min: 2, max: 10', 'min: 2, max: 400')),
    message: /staging\/Postgres: 12015 connections do not fit into 2048Mi of memory; raise the memory limit/,
  },
  {
    name: 'a host that is no host name',
    make: () =>
      mistake(`${platform}/environments/staging.ts`, (text) =>
        text.replace("'staging.arq.example'", "'https://staging.arq.example/'"),
      ),
    message:
      'staging/Edge: host: "https://staging.arq.example/" is not a host name; write it without scheme, port or path, as ' +
      'in "shop.example.com"',
  },
  {
    name: 'two tiers with one name',
    make: () => mistake(`${platform}/tiers/frontend.ts`, (text) => text.replace("'arq-frontend'", "'arq-backend'")),
    message: /: two tiers are named "arq-backend" \(local\/Backend and local\/Frontend\); rename one$/,
  },
  {
    name: 'an exception in the program',
    make: () =>
      mistake(`${platform}/platform.ts`, (text) =>
        text.replace('const publicUrl', "throw new Error('out of luck');\n    const publicUrl"),
      ),
    message: 'out of luck',
  },
];

describe('bad input', () => {
  test.each(cases)('$name ends with one clear message, and nothing is written', ({ make, args = [], message }) => {
    make();
    const { status, stdout, stderr } = checkout.synth(args);
    const [first, ...rest] = stderr.trimEnd().split('\n');
    if (typeof message === 'string') expect(first).toBe(`error: ${message}`);
    else expect(first).toMatch(message);
    expect(rest.at(-1)).toBe('Nothing was written. Run again with --stack for the stack trace.');
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe('');
    expect(status).toBe(1);
    expect(checkout.output()).toEqual(committed);
  });

  test('shows the stack trace on demand', () => {
    mistake(images, () => undefined);
    expect(checkout.synth(['--stack']).stderr).toMatch(/^\s+at /m);
  });
});
