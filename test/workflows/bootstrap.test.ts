import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

const page = readFileSync('docs/bootstrap.md', 'utf8');
const blocks = [...page.matchAll(/^( *)```sh\n([\s\S]*?)^\1```$/gm)].map(([, , block = '']) => block);

interface Ruleset {
  readonly name: string;
  readonly bypass_actors?: readonly object[];
  readonly rules: readonly {
    readonly type: string;
    readonly parameters?: { readonly required_status_checks?: readonly { readonly context: string }[] };
  }[];
}

/** What is sent to GitHub, by the place that it is sent to; with numbers for what the shell would put there. */
const sent = [
  ...page.matchAll(/^gh api .*?"repos\/\$OWNER\/\$REPOSITORY\/(\S+)" .*<<'?JSON'?\n([\s\S]*?)\nJSON$/gm),
].map(([, place = '', text = '']) => ({
  place,
  body: JSON.parse(text.replace(/\$\(.*?\)(?= )|\$[A-Z_]+/g, '1')) as Ruleset & Record<string, unknown>,
}));
const rulesets = sent.filter(({ place }) => place === 'rulesets').map(({ body }) => body);
const ruleset = (name: string) => rulesets.find((one) => one.name === name);

/** Names under which GitHub lists the jobs of pull requests. */
function checksOfPullRequests(): string[] {
  return readdirSync('.github/workflows').flatMap((file) => {
    const { on, jobs } = parse(readFileSync(join('.github/workflows', file), 'utf8')) as {
      on: object;
      jobs: Record<string, { name: string; strategy?: { matrix: Record<string, readonly unknown[]> } }>;
    };
    if (!('pull_request' in on)) return [];
    return Object.values(jobs).flatMap(({ name, strategy }) => {
      const [[key, values] = ['', ['']]] = Object.entries(strategy?.matrix ?? {});
      return values.map((value) => name.replace(`\${{ matrix.${key} }}`, String(value)));
    });
  });
}

describe('the page for a first release', () => {
  it('can be pasted', () => {
    expect(blocks.length).toBeGreaterThan(12);
    const broken = blocks.filter((block) => spawnSync('bash', ['-n'], { input: block }).status !== 0);
    expect(broken).toEqual([]);
  });

  it('requires checks that there are, or nothing could ever be merged', () => {
    const rules = ruleset('main: checks')?.rules ?? [];
    const required = rules.flatMap(({ parameters }) => parameters?.required_status_checks ?? []);
    expect(required.length).toBeGreaterThan(4);
    expect(checksOfPullRequests()).toEqual(expect.arrayContaining(required.map(({ context }) => context)));
  });

  it('lets nobody around the checks, and the app around the review alone', () => {
    expect(ruleset('main: checks')?.bypass_actors).toBeUndefined();
    expect(ruleset('main: review')?.bypass_actors).toEqual([
      { actor_type: 'Integration', actor_id: 1, bypass_mode: 'pull_request' },
    ]);
    expect(ruleset('main: review')?.rules.map(({ type }) => type)).toEqual(['pull_request']);
  });

  it('gives the key of the app to main alone', () => {
    const environments = sent.filter(({ place }) => place.startsWith('environments/'));
    expect(environments.map(({ place }) => place)).toEqual(['environments/delivery', 'environments/production']);
    for (const { body } of environments) {
      expect(body['deployment_branch_policy']).toEqual({ protected_branches: false, custom_branch_policies: true });
    }
    expect(page).toContain('/deployment-branch-policies" -f name=main -f type=branch');
    expect(environments.at(-1)?.body['prevent_self_review']).toBe(true);
  });

  it('names no command that there is not', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const named = [...page.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it('makes images before the root, and a proof before a promotion', () => {
    const order = [
      'gh workflow run images.yml',
      'set-image production',
      'argocd/root.yaml',
      'npm run delivered',
      'npm run promote',
    ];
    const places = order.map((command) => page.indexOf(command));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });
});
