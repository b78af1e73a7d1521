import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StandIns, stepsIn } from './stand-ins.ts';

let standIns: StandIns;
beforeEach(() => {
  standIns = new StandIns();
});
afterEach(() => standIns.remove());

const check = (...args: readonly string[]) => standIns.check('local.mjs', ...args);

/** A cluster in which everything is ready at once, but nobody answers behind the forwarded ports. */
function deafCluster(): void {
  standIns.program('docker', '');
  standIns.program('kind', '');
  standIns.program(
    'kubectl',
    // Whoever is told something without reading it breaks the teller's pipe.
    `case "$*" in
  *'create --filename=-'*) cat >/dev/null ;;
  *port-forward*) echo 'Forwarding from 127.0.0.1:9 -> 3001'; exec sleep 60 ;;
  *'get secret arq-backend'*) echo '{"data":{"alerts-token":"dG9rZW4="}}' ;;
esac`,
  );
}

describe('the check of the local environment', () => {
  it('goes from an empty cluster to none, and fails with its smoke test', () => {
    deafCluster();
    const { status, stdout, stderr } = check();
    expect(stepsIn(stdout)).toEqual([
      'an empty cluster',
      'images of this checkout',
      'namespace and Secrets',
      'dist/local',
      'database and cache',
      'migration',
      'programs',
    ]);
    expect(stderr).toMatch(/FAILED: .*smoke\.mjs/);
    expect(status).toBe(1);
    const made = standIns.calls().filter((call) => /^kind create|^docker build|^kind load|^kind delete/.test(call));
    expect(made.map((call) => call.split(' ').slice(0, 2).join(' '))).toEqual([
      'kind create',
      'docker build',
      'docker build',
      'kind load',
      'kind delete',
    ]);
    expect(made[0]).toMatch(/--name arq-check-local --image kindest\/node:\S+@sha256:[0-9a-f]{64} /);
    expect(made.at(-1)).toBe('kind delete cluster --name arq-check-local');
    const diagnosis = /All of it is in (\S+)\./.exec(stdout)?.[1] ?? '';
    expect(readFileSync(diagnosis, 'utf8')).toContain('### kubectl --namespace arq-local get events');
  });

  it('touches no cluster but its own', () => {
    deafCluster();
    check();
    const elsewhere = standIns
      .calls()
      .filter((call) => /^kubectl/.test(call) && !/--context kind-arq-check-local |version --client/.test(call));
    expect(elsewhere.length).toBe(0);
  });

  it('leaves the cluster there if it is told so', () => {
    deafCluster();
    const { stdout } = check('--keep');
    expect(standIns.calls().filter((call) => call.startsWith('kind delete'))).toEqual([]);
    expect(stdout).toContain('kind delete cluster --name arq-check-local');
  });

  it('takes no cluster that is there already', () => {
    standIns.program('docker', '');
    standIns.program('kubectl', '');
    standIns.program('kind', 'case "$*" in "get clusters") echo arq-check-local ;; esac');
    const { status, stderr } = check();
    expect(stderr).toContain('kind has a cluster arq-check-local already');
    expect(status).toBe(1);
    expect(standIns.calls().filter((call) => /create|delete/.test(call))).toEqual([]);
  });

  it('says at once what is missing', () => {
    standIns.program('docker', 'echo "Cannot connect to the Docker daemon" >&2; exit 1');
    standIns.program('kind', 'exit 1');
    const { status, stderr } = check();
    expect(stderr).toContain('docker: install Docker, and start it');
    expect(stderr).toContain('kind: npm run tools -- kind');
    expect(status).toBe(1);
    expect(
      standIns
        .calls()
        .filter((call) => !/docker info|kind version|kubectl version/.test(call))
        .join(''),
    ).toBe('');
  });
});
