import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { manifestsIn } from '../cluster/manifest.ts';

interface Manager {
  readonly managerFilePatterns: readonly string[];
  readonly matchStrings: readonly string[];
  readonly depNameTemplate?: string;
  readonly datasourceTemplate: string;
}

interface Rule {
  readonly matchPackageNames?: readonly string[];
  readonly enabled?: boolean;
  readonly matchDatasources?: readonly string[];
  readonly minimumReleaseAgeBehaviour?: string;
}

const { customManagers, packageRules, minimumReleaseAge, vulnerabilityAlerts } = JSON.parse(
  readFileSync('.github/renovate.json', 'utf8'),
) as {
  customManagers: readonly Manager[];
  packageRules: readonly Rule[];
  minimumReleaseAge: string;
  vulnerabilityAlerts: { minimumReleaseAge: string | null };
};

const unslashed = (pattern: string) => new RegExp(pattern.slice(1, -1));

/** What a manager finds in a text, as `<name> <version>`. */
function foundBy({ matchStrings, depNameTemplate }: Manager, text: string): string[] {
  return matchStrings.flatMap((pattern) =>
    [...text.matchAll(new RegExp(pattern, 'g'))].map(
      ({ groups = {} }) => `${groups['depName'] ?? depNameTemplate} ${groups['currentValue']}`,
    ),
  );
}

/** What all managers find in a file. */
function found(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return customManagers
    .filter(({ managerFilePatterns }) => managerFilePatterns.some((pattern) => unslashed(pattern).test(file)))
    .flatMap((manager) => foundBy(manager, text));
}

describe('Renovate', () => {
  it('finds something by every pattern of ours', () => {
    const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
      .trim()
      .split('\n');
    const idle = customManagers.filter(
      (manager) =>
        !files
          .filter((file) => manager.managerFilePatterns.some((pattern) => unslashed(pattern).test(file)))
          .some((file) => foundBy(manager, readFileSync(file, 'utf8')).length > 0),
    );
    expect(idle).toEqual([]);
  });

  it('knows the version of every add-on', () => {
    const folder = 'charts/platform/add-ons';
    const known = execFileSync('git', ['ls-files', '--cached', '--others', folder], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .flatMap(found);
    const charts = manifestsIn(readFileSync('argocd/add-ons-staging.yaml', 'utf8')).flatMap(({ spec }) => {
      const { chart, repoURL, targetRevision } = spec.source;
      // The definitions have the version of the gateway.
      const name = chart === 'gateway-crds-helm' ? 'gateway-helm' : chart;
      if (chart === undefined) return [];
      return [repoURL.startsWith('https://') ? `${name} ${targetRevision}` : `${repoURL}/${name} ${targetRevision}`];
    });
    expect(charts.length).toBeGreaterThan(5);
    expect([...new Set(charts)].sort()).toEqual([...known].sort());
  });

  it('knows every image of others, and moves none in production', () => {
    const file = (environment: string) => `charts/platform/environments/images/${environment}.json`;
    const images = Object.values(JSON.parse(readFileSync(file('staging'), 'utf8')) as Record<string, string>);
    expect(found(file('staging'))).toHaveLength(images.length);
    expect(found(file('production'))).toEqual([]);
  });

  it.each(['arq-backend', 'ghcr.io/arq-platform/arq-backend', 'ghcr.io/arq-platform/arq-frontend'])(
    'leaves %s to releases',
    (name) => {
      const disabled = packageRules.filter(({ enabled }) => enabled === false);
      expect(
        disabled.some(({ matchPackageNames = [] }) => matchPackageNames.some((one) => unslashed(one).test(name))),
      ).toBe(true);
    },
  );

  it('leaves no image of others out by that', () => {
    const disabled = packageRules
      .filter(({ enabled }) => enabled === false)
      .flatMap((rule) => rule.matchPackageNames ?? []);
    expect(disabled.some((one) => unslashed(one).test('docker.io/library/postgres'))).toBe(false);
  });

  it('knows every tool', () => {
    const tools = JSON.parse(readFileSync('scripts/tools/versions.json', 'utf8')) as Record<
      string,
      { module?: string; python?: string; version: string }
    >;
    const expected = Object.values(tools).map(({ module, python, version }) => `${module ?? python} ${version}`);
    expect(found('scripts/tools/versions.json').sort()).toEqual(expected.sort());
    expect(found('test/cluster/versions.json')).toHaveLength(3);
  });

  it.each([
    ['ghcr.io/argoproj/argo-helm/argo-cd', true],
    ['quay.io/prometheus/blackbox-exporter', true],
    ['registry.k8s.io/kube-state-metrics', true],
    ['docker.io/library/postgres', false],
    ['postgres', false],
    ['kindest/node', false],
  ])('does not wait for ever for %s, of which nobody tells the age: %s', (name, isOptional) => {
    const rules = packageRules.filter((rule) => rule.minimumReleaseAgeBehaviour === 'timestamp-optional');
    expect(rules).toHaveLength(1);
    const [{ matchDatasources, matchPackageNames = [] } = {}] = rules;
    expect(matchDatasources).toEqual(['docker']);
    const [excluded, included] = [true, false].map((isNegative) =>
      matchPackageNames
        .filter((one) => one.startsWith('!') === isNegative)
        .map((one) => unslashed(one.replace(/^!/, ''))),
    ) as [RegExp[], RegExp[]];
    const matches = (patterns: readonly RegExp[]) => patterns.some((one) => one.test(name));
    expect(matches(included) && !matches(excluded)).toBe(isOptional);
  });

  it('waits a week, but not with what mends a vulnerability', () => {
    expect(minimumReleaseAge).toBe('7 days');
    expect(vulnerabilityAlerts.minimumReleaseAge).toBeNull();
  });
});
