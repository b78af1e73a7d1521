import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Concurrency {
  readonly group: string;
  readonly 'cancel-in-progress': unknown;
}

interface Job {
  readonly permissions?: unknown;
  readonly 'timeout-minutes'?: number;
  readonly environment?: string;
  readonly needs?: string;
  readonly if?: string;
  readonly concurrency?: Concurrency;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, { readonly types?: readonly string[] } | null>>;
  readonly permissions: unknown;
  readonly concurrency?: Concurrency;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = '.github/workflows';
const files = readdirSync(folder);
const texts = new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
const workflows = new Map([...texts].map(([file, text]) => [file, parse(text) as Workflow]));
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

const workflow = (file: string) => workflows.get(file) as Workflow;
const jobs = [...workflows].flatMap(([file, { jobs }]) =>
  Object.entries(jobs).map(([name, job]) => ({ place: `${file}, ${name}`, job })),
);
const steps = jobs.flatMap(({ place, job }) => job.steps.map((step) => ({ place, step })));

/** What is not an npm script: what only GitHub's machines need. */
const glue = [/^npm ci( --ignore-scripts)?$/, /^sudo apt-get update -qq && sudo apt-get install /];

describe('the workflows', () => {
  it('are those that the documentation names', () => {
    expect(files.toSorted()).toEqual(['ci.yml', 'images.yml', 'promote.yml', 'rollback.yml', 'security.yml']);
  });

  it('do nothing that a laptop cannot do', () => {
    const commands = steps.flatMap(({ place, step }) => (step.run ? [`${place}: ${step.run}`] : []));
    const others = commands.filter((command) => {
      const text = command.slice(command.indexOf(': ') + 2);
      const script = /^npm (?:run )?(?<name>[\w:-]+)/.exec(text)?.groups?.['name'] ?? '';
      return !Object.hasOwn(scripts, script) && !glue.some((pattern) => pattern.test(text));
    });
    expect(commands.length).toBeGreaterThan(30);
    expect(others).toEqual([]);
  });

  it('name every action by its commit, and say which version that is', () => {
    const lines = [...texts].flatMap(([file, text]) =>
      text.split('\n').flatMap((line) => (/\buses:/.test(line) ? [`${file}: ${line.trim()}`] : [])),
    );
    const unpinned = lines.filter((line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line));
    expect(lines.length).toBeGreaterThan(30);
    expect(unpinned).toEqual([]);
  });

  it('name an action by the same commit everywhere', () => {
    const pins = new Map<string, Set<string>>();
    for (const { step } of steps) {
      const [path = '', commit = ''] = step.uses?.split('@') ?? [];
      const repository = path.split('/').slice(0, 2).join('/');
      pins.set(repository, (pins.get(repository) ?? new Set()).add(commit));
    }
    expect([...pins].filter(([, commits]) => commits.size > 1)).toEqual([]);
  });

  it('grant nothing to all jobs, and something to each', () => {
    for (const { permissions } of workflows.values()) expect(permissions).toEqual({});
    expect(jobs.filter(({ job }) => !job.permissions).map(({ place }) => place)).toEqual([]);
  });

  it('give every job a time limit', () => {
    expect(jobs.filter(({ job }) => !job['timeout-minutes']).map(({ place }) => place)).toEqual([]);
  });

  it('leave no credentials in a checkout', () => {
    const checkouts = steps.filter(({ step }) => step.uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBeGreaterThan(10);
    expect(checkouts.filter(({ step }) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  });

  it('take no expression into a command', () => {
    expect(steps.filter(({ step }) => step.run?.includes('${{'))).toEqual([]);
  });

  it('keep no packages from one run to the next', () => {
    const setups = steps.filter(({ step }) => step.uses?.startsWith('actions/setup-node@'));
    expect(setups.filter(({ step }) => step.with?.['package-manager-cache'] !== false)).toEqual([]);
    expect(setups.filter(({ step }) => step.with?.['cache'] !== undefined)).toEqual([]);
  });
});

describe('concurrency', () => {
  it.each(['ci.yml', 'security.yml'])('%s gives up only what a newer push to a pull request replaces', (file) => {
    expect(workflow(file).concurrency?.['cancel-in-progress']).toMatch(/github\.event_name == 'pull_request'/);
  });

  it.each(['images.yml', 'promote.yml', 'rollback.yml'])('%s is never cut short', (file) => {
    const { concurrency, jobs } = workflow(file);
    const all = [concurrency, ...Object.values(jobs).map((job) => job.concurrency)].filter(Boolean);
    expect(all.length).toBeGreaterThan(0);
    expect(all.filter((one) => one?.['cancel-in-progress'] !== false)).toEqual([]);
  });
});

describe('what waits', () => {
  /** GitHub cancels all but the newest of those that wait in a group. */
  it.each([
    { group: 'record', concurrency: workflow('promote.yml').jobs['record']?.concurrency },
    { group: 'verify', concurrency: workflow('promote.yml').jobs['verify']?.concurrency },
    { group: 'rollback', concurrency: workflow('rollback.yml').concurrency },
  ])('is not given up in "$group" for another commit', ({ group, concurrency }) => {
    expect(concurrency?.group).toMatch(new RegExp(`^${group}-`));
    expect(concurrency?.group).toContain('github.event.client_payload.revision }}');
  });

  it('is given up for the newest where that has all of it', () => {
    expect(workflow('images.yml').concurrency?.group).toBe('images');
    expect(workflow('promote.yml').jobs['promote']?.concurrency?.group).toBe('promote-production');
  });
});

describe('the proof that an environment was healthy', () => {
  const { record, verify, promote } = workflow('promote.yml').jobs;

  it('is recorded for every environment, before anything is promoted by it', () => {
    expect(record?.if).toBe("github.event_name == 'repository_dispatch'");
    expect(record?.steps.at(-1)?.run).toBe('npm run delivered -- --push -- "$ENVIRONMENT" "$REVISION"');
    expect([verify?.needs, promote?.needs]).toEqual(['record', 'verify']);
    expect(verify?.if).toContain("needs.record.result == 'success' && github.event.client_payload.environment ==");
  });

  /** Without a word about the outcome GitHub leaves a job out when any before it was. */
  it('is not asked for again when somebody names a commit', () => {
    for (const job of [verify, promote]) expect(job?.if).toContain('!cancelled()');
    expect(promote?.if).toContain("needs.verify.result == 'success'");
  });

  it('is known to all that go by it', () => {
    const places = ['promote.yml, record', 'promote.yml, verify', 'promote.yml, promote', 'rollback.yml, rollback'];
    const checkouts = steps.filter(
      ({ place, step }) => places.includes(place) && step.uses?.startsWith('actions/checkout@'),
    );
    expect(checkouts.map(({ place }) => place)).toEqual(places);
    for (const { step } of checkouts) {
      expect(step.with).toMatchObject({ ref: 'main', 'fetch-depth': 0, 'fetch-tags': true });
    }
  });
});

describe('images', () => {
  it('are built from main alone', () => {
    expect(workflow('images.yml').jobs['build']?.if).toBe("github.ref == 'refs/heads/main'");
  });

  it('are proposed by the one pull request that is newest', () => {
    const propose = workflow('images.yml').jobs['release']?.steps.at(-1)?.run ?? '';
    expect(propose).toContain('--supersedes release/staging-backend');
  });
});

describe('secrets', () => {
  const secretJobs = jobs.filter(({ job }) => JSON.stringify(job).includes('secrets.'));

  it('are those of the app alone, in environments of GitHub', () => {
    expect(secretJobs.map(({ place, job }) => `${place}: ${job.environment}`)).toEqual([
      'images.yml, release: delivery',
      'promote.yml, record: delivery',
      'promote.yml, promote: production',
      'rollback.yml, rollback: delivery',
    ]);
  });

  it('are unknown wherever something is scanned', () => {
    const scan = JSON.stringify(workflow('images.yml').jobs['scan']);
    expect(scan).not.toMatch(/secrets\.|github\.token|GH_TOKEN|login-action/);
    expect(workflow('images.yml').jobs['scan']?.permissions).toEqual({ contents: 'read' });
    expect(texts.get('security.yml')).not.toMatch(/secrets\.|github\.token|GH_TOKEN/);
  });

  it('are kept from packages that would run something when they are installed', () => {
    const installs = secretJobs.flatMap(({ job }) =>
      job.steps.flatMap(({ run }) => (run?.startsWith('npm ci') ? [run] : [])),
    );
    expect(new Set(installs)).toEqual(new Set(['npm ci --ignore-scripts']));
  });
});

describe('events of Argo CD', () => {
  it('are heard under the names that Argo CD sends', () => {
    const heard = [...workflows.values()].flatMap(({ on }) => on['repository_dispatch']?.types ?? []);
    const sent = readFileSync('argocd/staging.yaml', 'utf8').match(/(?<=subscribe\.on-)[\w-]+(?=\.github)/g) ?? [];
    expect(heard.toSorted()).toEqual([...new Set(sent)].toSorted());
  });
});
