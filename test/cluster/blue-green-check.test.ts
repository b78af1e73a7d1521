import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StandIns, stepsIn } from './stand-ins.ts';

/** What the cluster makes of each commit. The third release of the backend fails after its promotion. */
const states = {
  'First release': { active: 'a1' },
  'Second release': { active: 'a2' },
  'Touch the Services': { active: 'a2', touched: 'once' },
  'Third release': { active: 'a2', failed: 'a3' },
  'Back to the second release': { active: 'a2' },
};

type States = Readonly<Record<string, { active: string; touched?: string; failed?: string }>>;

/** A cluster whose state follows from the newest commit of the repository that it is told of. */
function cluster(states: States): string {
  return `
const { execFileSync } = require('node:child_process');
const { readdirSync } = require('node:fs');
const args = process.argv.slice(2);
const folder = process.env.TMPDIR + '/' + readdirSync(process.env.TMPDIR).find((name) => name.startsWith('arq-git-'));
const git = (format) => execFileSync('git', ['--git-dir', folder + '/arq.git', 'log', '-1', '--format=' + format], { encoding: 'utf8' }).trim();
const state = ${JSON.stringify(states)}[git('%s')];
const [kind, name] = args.slice(args.indexOf('get') + 1);
const failed = name === 'arq-backend' && state.failed;
const run = (hash, when, phase) => ['arq-backend', 'arq-frontend'].map((tier) => ({
  metadata: { name: tier + '-' + hash, labels: { 'rollouts-pod-template-hash': hash, 'rollout-type': when } }, status: { phase } }));
const answers = {
  application: () => ({ status: {
    sync: { status: 'Synced', revision: git('%H') }, health: { status: 'Healthy' },
    operationState: { phase: 'Succeeded', syncResult: { revision: git('%H') } } } }),
  service: () => ({ metadata: { annotations: { 'arq.example/touched': state.touched } },
    spec: { selector: { 'rollouts-pod-template-hash': state.active } } }),
  rollout: () => ({ metadata: { generation: 1 }, status: {
    observedGeneration: '1', phase: failed ? 'Degraded' : 'Healthy', abort: Boolean(failed),
    stableRS: state.active, currentPodHash: failed || state.active } }),
  analysisruns: () => ({ items: [
    ...run('a2', 'PrePromotion', 'Successful'), ...run('a2', 'PostPromotion', 'Successful'),
    ...run('a3', 'PrePromotion', 'Successful'), ...run('a3', 'PostPromotion', 'Failed') ] }),
};
console.log(JSON.stringify(answers[kind]()));
`;
}

let standIns: StandIns;
beforeEach(() => {
  standIns = new StandIns();
  standIns.program('docker', 'case "$*" in *"network inspect"*) echo "fc00::1 127.0.0.1" ;; esac');
  standIns.program('kind', '');
  standIns.program('helm', '');
});
afterEach(() => standIns.remove());

function check(states: States) {
  const answers = standIns.file('cluster.cjs', cluster(states));
  standIns.program('kubectl', `case "$*" in *' --output json '*) exec node '${answers}' "$@" ;; esac`);
  return standIns.check('blue-green.mjs');
}

describe('the check of blue-green releases', () => {
  it('goes from an empty cluster through all releases to none', () => {
    const { status, stdout, stderr } = check(states);
    expect(stderr).toBe('');
    expect(stepsIn(stdout)).toEqual([
      'an empty cluster',
      'images of three releases',
      'add-ons',
      'Argo CD',
      'first release',
      'second release, through its analyses',
      'a sync of the Services moves no traffic',
      'third release fails on real traffic, which returns',
      'Git goes back, and traffic stays',
    ]);
    expect(status).toBe(0);
    expect(standIns.calls().at(-1)).toBe('kind delete cluster --name arq-check-blue-green');
    const installed = standIns.calls().flatMap((call) => /upgrade --install (\S+)/.exec(call)?.[1] ?? []);
    expect(installed).toEqual([
      'prometheus-operator-crds',
      'metrics-server',
      'kube-prometheus-stack',
      'argo-rollouts',
      'external-secrets',
      'argo-cd',
    ]);
  });

  it.each([
    {
      what: 'a sync that moves traffic',
      change: { 'Touch the Services': { active: 'a1', touched: 'once' } },
      problem: 'arq-backend: users still reach a2',
    },
    {
      what: 'a sync that does not apply the Services, and so proves nothing',
      change: { 'Touch the Services': { active: 'a2' } },
      problem: 'arq-backend: its Service was applied',
    },
  ])('fails on $what', ({ change, problem }) => {
    const { status, stderr } = check({ ...states, ...change });
    expect(stderr).toContain(`FAILED: expected, but not so: ${problem}`);
    expect(status).toBe(1);
    expect(standIns.calls().at(-1)).toBe('kind delete cluster --name arq-check-blue-green');
  });
});
