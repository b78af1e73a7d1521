import { installArgoCd, refresh, stagingDefinitions, synced } from './argo-cd.ts';
import { type ClusterCheck, runCheck, step } from './check.ts';
import type { Cluster } from './cluster.ts';
import { GitRepository } from './git-repository.ts';
import { GitServer } from './git-server.ts';
import { hostAddress } from './host.ts';
import { usageOfOptions } from './options.ts';
import { installAddOns, provideImages } from './preparation.ts';
import { abortion, activeHash, analysesOf, promotion, released, rollout } from './rollouts.ts';
import { stagingFiles, touchedAnnotation } from './staging.ts';
import { waitFor } from './wait-for.ts';

const namespace = 'arq-staging';
const application = 'arq-staging';

const check: ClusterCheck = {
  name: 'arq-check-blue-green',
  usage: `usage: npm run cluster:blue-green [-- options]

Creates a kind cluster with Argo CD and the add-ons that releases need, and delivers dist/staging from a Git repository on
this machine: a first release, a second one through its analyses, a sync that must not move traffic, a third release that
fails on real traffic, which has to return, and the way back. Takes about 40 minutes, 4 CPUs and 12 GB. Deletes the
cluster again.

Not delivered: the Gateway with its routes and certificate, which need a public name.

${usageOfOptions}`,
  programs: ['docker', 'kind', 'kubectl', 'helm', 'git'],
  namespaces: [namespace, 'argocd', 'argo-rollouts', 'external-secrets', 'monitoring'],
  run: async (cluster) => {
    const repository = new GitRepository();
    const server = new GitServer(repository.root);
    try {
      await deliver(cluster, repository, server);
    } finally {
      server.close();
      repository.remove();
    }
  },
};

/** `npm run cluster:blue-green`. */
export const blueGreen = (args: readonly string[]) => runCheck(check, args);

async function deliver(cluster: Cluster, repository: GitRepository, server: GitServer): Promise<void> {
  const releases = await step('images of three releases', () => provideImages(cluster));
  await step('add-ons', () => installAddOns(cluster));
  await step('Argo CD', () => installArgoCd(cluster, 'arq-staging'));

  const one = repository.commit('First release', stagingFiles(releases.one));
  await step('first release', async () => {
    const { listen, reach } = hostAddress();
    const port = await server.listen(listen);
    cluster.apply(stagingDefinitions(`http://${reach}:${port}/${repository.path}`));
    await synced(cluster, application, one, 1_200);
    await promoted(cluster);
  });
  const first = hashes(cluster);

  await step('second release, through its analyses', async () => {
    const two = repository.commit('Second release', stagingFiles(releases.two));
    await synced(cluster, application, two, 1_800);
    await promoted(cluster);
    for (const name of released) {
      const hash = activeHash(cluster, namespace, name);
      expectThat(hash !== first[name], `${name}: users reach a new release, ${hash}`);
      await analysed(cluster, name, hash, ['PostPromotion Successful', 'PrePromotion Successful']);
    }
  });
  const second = hashes(cluster);

  await step('a sync of the Services moves no traffic', async () => {
    const touched = repository.commit('Touch the Services', stagingFiles({ ...releases.two, touched: 'once' }));
    await synced(cluster, application, touched, 300);
    for (const name of released) {
      const service = cluster.get<{ metadata: { annotations: Record<string, string> } }>(namespace, 'service', name);
      expectThat(service.metadata.annotations[touchedAnnotation] === 'once', `${name}: its Service was applied`);
    }
    expectSame(hashes(cluster), second);
  });

  await step('third release fails on real traffic, which returns', async () => {
    repository.commit('Third release', stagingFiles(releases.three));
    refresh(cluster, application);
    await waitFor('arq-backend is aborted, and traffic is back', 1_200, () =>
      abortion(
        rollout(cluster, namespace, 'arq-backend'),
        activeHash(cluster, namespace, 'arq-backend'),
        second['arq-backend'],
      ),
    );
    const { currentPodHash = 'none' } = rollout(cluster, namespace, 'arq-backend').status ?? {};
    await analysed(cluster, 'arq-backend', currentPodHash, ['PostPromotion Failed', 'PrePromotion Successful']);
    expectSame(hashes(cluster), second);
  });

  await step('Git goes back, and traffic stays', async () => {
    const back = repository.commit('Back to the second release', stagingFiles(releases.two));
    await synced(cluster, application, back, 900);
    await promoted(cluster);
    expectSame(hashes(cluster), second);
  });
}

async function promoted(cluster: Cluster): Promise<void> {
  for (const name of released) {
    await waitFor(`${name} is what users reach`, 300, () =>
      promotion(rollout(cluster, namespace, name), activeHash(cluster, namespace, name)),
    );
  }
}

/** Traffic moves first: a Rollout is Progressing until the analysis after its promotion has ended. */
async function analysed(cluster: Cluster, name: string, hash: string, expected: readonly string[]): Promise<void> {
  await waitFor(`${name}: ${expected.join(', ')}`, 900, () => {
    const found = analysesOf(cluster, namespace, name, hash);
    const isExpected = found.join() === expected.join();
    return isExpected ? { done: true } : { done: false, because: found.join(', ') || 'no analysis' };
  });
}

function hashes(cluster: Cluster): Record<(typeof released)[number], string> {
  const [backend, frontend] = released;
  return {
    [backend]: activeHash(cluster, namespace, backend),
    [frontend]: activeHash(cluster, namespace, frontend),
  } as Record<(typeof released)[number], string>;
}

function expectSame(now: Readonly<Record<string, string>>, before: Readonly<Record<string, string>>): void {
  for (const [name, hash] of Object.entries(before))
    expectThat(now[name] === hash, `${name}: users still reach ${hash}`);
}

function expectThat(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`expected, but not so: ${what}`);
  console.log(`  ${what}`);
}
