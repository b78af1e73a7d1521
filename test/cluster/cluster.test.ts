import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { addOnOfStaging, installArguments } from './add-ons.ts';
import { stagingDefinitions, syncProgress } from './argo-cd.ts';
import { firstAddress, hostAddress } from './host.ts';
import { manifestsIn } from './manifest.ts';
import { readOptions } from './options.ts';
import { localPort } from './port-forward.ts';
import { abortion, phasesOf, promotion } from './rollouts.ts';
import { randomSecretStore } from './secret-store.ts';
import { adapt, stagingFiles, touchedAnnotation } from './staging.ts';
import { done, waitFor } from './wait-for.ts';

const rendered = readdirSync('dist/staging').flatMap((file) =>
  manifestsIn(readFileSync(join('dist/staging', file), 'utf8')),
);
const images = {
  'arq-backend': 'ghcr.io/arq-platform/arq-backend:0.0.1',
  'arq-frontend': 'ghcr.io/arq-platform/arq-frontend:0.0.1',
};
const kindsOf = (manifests: readonly { kind: string }[]) => [...new Set(manifests.map(({ kind }) => kind))].sort();

describe('staging for the cluster of a check', () => {
  it('leaves out the edge, and nothing else', () => {
    const missing = kindsOf(rendered).filter((kind) => !kindsOf(adapt(rendered, { images })).includes(kind));
    expect(missing).toEqual(['Certificate', 'Gateway', 'HTTPRoute', 'Issuer']);
  });

  it('keeps what is under test as it is rendered', () => {
    const kept = ['Service', 'HorizontalPodAutoscaler', 'NetworkPolicy', 'ExternalSecret', 'PodDisruptionBudget'];
    const pick = (manifests: typeof rendered) => manifests.filter(({ kind }) => kept.includes(kind));
    expect(pick(rendered).length).toBeGreaterThan(20);
    expect(pick(adapt(rendered, { images }))).toEqual(pick(rendered));
  });

  it('puts images of its own wherever there are any: in Rollouts, the migration, the analyses', () => {
    const found = (manifests: unknown) => new Set(JSON.stringify(manifests).match(/(?<="image":")[^"]*/g));
    const isOwn = (image: string) => image.includes('/arq-');
    const adapted = found(adapt(rendered, { images }));
    expect([...adapted].filter(isOwn).sort()).toEqual(Object.values(images));
    const others = (all: ReadonlySet<string>) => [...all].filter((image) => !isOwn(image)).sort();
    expect(others(adapted)).toEqual(others(found(rendered)));
    expect(others(adapted).length).toBeGreaterThan(2);
  });

  it('touches exactly the Services that Argo Rollouts writes to', () => {
    const touched = adapt(rendered, { images, touched: 'once' }).filter(
      ({ metadata }) => metadata.annotations?.[touchedAnnotation] === 'once',
    );
    expect(touched.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()).toEqual([
      'Service arq-backend',
      'Service arq-backend-preview',
      'Service arq-frontend',
      'Service arq-frontend-preview',
    ]);
  });

  it('is the same after it was written and read', () => {
    const files = stagingFiles({ images });
    expect(Object.values(files).flatMap((text) => manifestsIn(text))).toEqual(adapt(rendered, { images }));
  });
});

describe('what Argo CD is told', () => {
  const repository = 'http://172.18.0.1:4000/arq/.git';
  const [project, application] = stagingDefinitions(repository);

  it('is another repository, and all else as it is rendered', () => {
    const [own, ...others] = manifestsIn(readFileSync('argocd/staging.yaml', 'utf8'));
    expect(others).toEqual([]);
    expect(application?.spec.source).toEqual({ ...own?.spec.source, repoURL: repository });
    expect(application?.spec.ignoreDifferences).toEqual(own?.spec.ignoreDifferences);
    expect(application?.spec.syncPolicy).toEqual(own?.spec.syncPolicy);
    expect(application?.spec.ignoreDifferences.length).toBeGreaterThan(0);
    expect(project?.spec.sourceRepos).toEqual([repository]);
  });

  it.each([
    { status: undefined, because: 'it knows no commit' },
    { status: { sync: { revision: 'older' } }, because: 'it knows older' },
    {
      status: {
        sync: { revision: 'new', status: 'OutOfSync' },
        operationState: { phase: 'Running', syncResult: { revision: 'new' } },
      },
      because: 'sync Running: ',
    },
    {
      status: {
        sync: { revision: 'new', status: 'Synced' },
        operationState: { phase: 'Succeeded', syncResult: { revision: 'older' } },
      },
      because: 'sync Succeeded: ',
    },
    {
      status: {
        sync: { revision: 'new', status: 'Synced' },
        operationState: { phase: 'Succeeded', syncResult: { revision: 'new' } },
        health: { status: 'Degraded' },
      },
      because: 'it is Degraded',
    },
  ])('has not been done yet while $because', ({ status, because }) => {
    expect(syncProgress(status ? { status } : {}, 'new')).toEqual({ done: false, because });
  });

  it('has been done once the commit is applied and healthy', () => {
    const status = {
      sync: { revision: 'new', status: 'Synced' },
      operationState: { phase: 'Succeeded', syncResult: { revision: 'new' } },
      health: { status: 'Healthy' },
    };
    expect(syncProgress({ status }, 'new')).toEqual({ done: true });
  });
});

describe('add-ons', () => {
  it.each(['prometheus-operator-crds', 'kube-prometheus-stack', 'argo-rollouts', 'external-secrets'])(
    '%s is the one of staging',
    (name) => {
      const { release, chart, version, namespace } = addOnOfStaging(name);
      expect(release).toBe(name);
      expect(chart).toBe(name);
      expect(version).toMatch(/^v?\d+\.\d+\.\d+$/);
      expect(namespace).not.toBe('');
    },
  );

  it('come from registries and from repositories of charts', () => {
    const addOn = { release: 'a', chart: 'b', version: '1.0.0', namespace: 'c' };
    expect(installArguments({ ...addOn, repository: 'oci://ghcr.io/x' }, ['v.json']).join(' ')).toBe(
      'upgrade --install a oci://ghcr.io/x/b --version 1.0.0 --namespace c --create-namespace --values v.json --wait --timeout 10m',
    );
    expect(installArguments({ ...addOn, repository: 'https://x.example' }, []).join(' ')).toContain(
      'upgrade --install a b --repo https://x.example --version 1.0.0',
    );
  });

  it('are refused if staging has none of the name', () => {
    expect(() => addOnOfStaging('nothing')).toThrow('argocd/add-ons-staging.yaml: has no release nothing');
  });
});

describe('the secret store', () => {
  it('has a random value for every entry that staging asks for', () => {
    const store = randomSecretStore(rendered);
    const values = new Map<string, Record<string, string>>(
      store.spec.provider.fake.data.map(({ key, value }: { key: string; value: string }) => [key, JSON.parse(value)]),
    );
    const asked = rendered.flatMap(({ kind, spec }) =>
      kind === 'ExternalSecret'
        ? spec.data.map(({ remoteRef }: any) => values.get(remoteRef.key)?.[remoteRef.property])
        : [],
    );
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((value) => !/^[\w-]{32}$/.test(value ?? ''))).toEqual([]);
    expect(new Set(asked).size).toBe(asked.length);
    expect(store.metadata.name).toBe('arq');
  });
});

describe('a release', () => {
  const metadata = { generation: 7 };
  const status = { observedGeneration: '7', phase: 'Healthy', stableRS: 'new', currentPodHash: 'new' };

  it('is promoted once users reach what is stable', () => {
    expect(promotion({ metadata, status }, 'new')).toEqual(done);
  });

  it.each([
    { ...status, observedGeneration: '6' },
    { ...status, phase: 'Progressing' },
    { ...status, phase: 'Paused' },
    { ...status, abort: true },
    { ...status, stableRS: 'old' },
  ])('is not promoted with %j', (other) => {
    expect(promotion({ metadata, status: other }, 'new').done).toBe(false);
  });

  it('is not promoted while users reach another one', () => {
    expect(promotion({ metadata, status }, 'old').done).toBe(false);
  });

  const aborted = { ...status, phase: 'Degraded', abort: true, stableRS: 'old' };

  it('is left once it is aborted and users reach the one before', () => {
    expect(abortion({ metadata, status: aborted }, 'old', 'old')).toEqual(done);
  });

  it.each([
    { state: { ...aborted, abort: false }, active: 'old' },
    { state: { ...aborted, phase: 'Progressing' }, active: 'old' },
    { state: { ...aborted, stableRS: 'new' }, active: 'old' },
    { state: aborted, active: 'new' },
  ])('is not left with %j', ({ state, active }) => {
    expect(abortion({ metadata, status: state }, active, 'old').done).toBe(false);
  });

  it('has its own analyses', () => {
    const run = (name: string, hash: string, when: string, phase?: string) => ({
      metadata: { name, labels: { 'rollouts-pod-template-hash': hash, 'rollout-type': when } },
      status: phase ? { phase } : {},
    });
    const runs = [
      run('arq-backend-new-2-post', 'new', 'PostPromotion'),
      run('arq-backend-new-2-pre', 'new', 'PrePromotion', 'Successful'),
      run('arq-backend-old-1-pre', 'old', 'PrePromotion', 'Failed'),
      run('arq-frontend-new-2-pre', 'new', 'PrePromotion', 'Failed'),
    ];
    expect(phasesOf(runs, 'arq-backend', 'new')).toEqual(['PostPromotion Pending', 'PrePromotion Successful']);
  });
});

describe('waiting', () => {
  beforeEach(() => void jest.spyOn(console, 'log').mockImplementation(() => undefined));
  afterEach(() => void jest.restoreAllMocks());

  it('ends as soon as something is there, whatever broke before', async () => {
    let attempts = 0;
    const look = () => {
      attempts += 1;
      if (attempts === 1) throw new Error('connection refused');
      return attempts < 3 ? { done: false as const, because: 'soon' } : done;
    };
    await waitFor('it', 60, look, 1);
    expect(attempts).toBe(3);
  });

  it('ends at its limit with the last reason', async () => {
    await expect(waitFor('it', 0, () => ({ done: false, because: 'never' }), 1)).rejects.toThrow(
      'it: not within 0 s: never',
    );
  });
});

describe('this machine', () => {
  it('is reached by the bridge of its containers', () => {
    expect(firstAddress('fc00:f853:ccd:e793::1 172.18.0.1 \n')).toBe('172.18.0.1');
    expect(firstAddress('fc00:f853:ccd:e793::1')).toBeUndefined();
  });

  it.each(['darwin', 'win32'] as const)('is reached by a name on %s', (platform) => {
    expect(hostAddress(platform)).toEqual({ listen: '127.0.0.1', reach: 'host.docker.internal' });
  });

  it('hears of forwarded ports', () => {
    expect(localPort('Forwarding from 127.0.0.1:41235 -> 3001\nForwarding from [::1]:41235 -> 3001\n')).toBe(41235);
    expect(localPort('error: unable to')).toBeUndefined();
  });
});

describe('options', () => {
  it('are few', () => {
    expect(readOptions(['--keep'])).toEqual({ keep: true, help: false });
    expect(() => readOptions(['--forever'])).toThrow('--forever');
  });
});
