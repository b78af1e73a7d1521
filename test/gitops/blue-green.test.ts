import {
  ArgoApplication,
  ArgoProject,
  type Environment,
  type KubernetesObject,
  OutputFile,
  type SyncPolicyProps,
} from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { type ApiObject, JsonPatch } from 'cdk8s';
import { blueGreen, judgedShop, mistakes, objectOf, web } from '../support/fixture.ts';

const repository = 'https://git.example/shop.git';
const charts = 'https://charts.example';

/** An Application that delivers an environment; the messages about it are those of `node.validate()`. */
function delivered(environment: Environment, props: { path?: string; sync?: Partial<SyncPolicyProps> } = {}) {
  const file = new OutputFile(environment.node.root as never, 'Argo', { file: 'argocd/shop.yaml', title: 'shop' });
  const destination = { cluster: 'shop-cluster', namespace: environment.namespace };
  const allow = { cluster: [], namespaced: [] };
  const sources = [repository, charts];
  const project = new ArgoProject(file, 'Project', {
    name: 'shop',
    description: '',
    sources,
    destinations: [destination],
    allow,
  });
  const sync = { retry: { limit: 2, initial: '30s', maximum: '3m' }, ...props.sync };
  const source = { repository, revision: 'main', path: props.path ?? environment.folder };
  const application = new ArgoApplication(file, 'Application', {
    name: 'shop-test',
    project,
    source,
    destination,
    sync,
  });
  new ArgoApplication(file, 'Chart', {
    name: 'mail',
    project,
    source: { repository: charts, chart: environment.folder, version: '1.0.0', values: {} },
    destination,
    sync,
  });
  return {
    application,
    manifest: application.node.findChild('Application') as ApiObject,
    rules: () => (objectOf(environment, 'Application', 'shop-test') as KubernetesObject).spec.ignoreDifferences,
  };
}

function releasing(change: (environment: Environment) => void = (environment) => void blueGreen(environment)) {
  const environment = judgedShop();
  change(environment);
  return environment;
}

const selector = (name: string) => ({
  group: '',
  kind: 'Service',
  name,
  jsonPointers: ['/spec/selector/rollouts-pod-template-hash'],
});
const replicas = { group: 'argoproj.io', kind: 'Rollout', name: 'shop-web', jsonPointers: ['/spec/replicas'] };

describe('an Application that delivers blue-green releases', () => {
  test('leaves alone what the autoscaler and the Rollout write', () => {
    const { application, rules } = delivered(releasing());
    expect(rules()).toEqual([selector('shop-web'), selector('shop-web-preview'), replicas]);
    expect(application.node.validate()).toEqual([]);
  });

  test('holds fast a number of pods that no autoscaler changes', () => {
    const environment = releasing((shop) => blueGreen(shop, { replicas: 2 }));
    expect(delivered(environment).rules()).toEqual([selector('shop-web'), selector('shop-web-preview')]);
  });

  test('knows every Rollout of its environment, in an order that does not depend on theirs', () => {
    const environment = releasing((shop) => {
      blueGreen(shop);
      blueGreen(shop, { name: 'shop-api', monitoring: 'none', replicas: 1 });
    });
    expect(delivered(environment).rules()).toEqual([
      selector('shop-api'),
      selector('shop-api-preview'),
      selector('shop-web'),
      selector('shop-web-preview'),
      replicas,
    ]);
  });

  test('knows one that is declared after itself', () => {
    const environment = judgedShop();
    const { rules } = delivered(environment);
    blueGreen(environment, { replicas: 1 });
    expect(rules()).toEqual([selector('shop-web'), selector('shop-web-preview')]);
  });

  test('ignores nothing where services roll', () => {
    const { application, rules } = delivered(releasing((shop) => void web(shop)));
    expect(rules()).toBeUndefined();
    expect(application.node.validate()).toEqual([]);
  });

  test('ignores nothing in another folder, and nothing in a chart of that name', () => {
    const environment = releasing();
    expect(delivered(environment, { path: 'dist/other' }).rules()).toBeUndefined();
    expect(objectOf(environment, 'Application', 'mail').spec.ignoreDifferences).toBeUndefined();
  });
});

describe('an Application by which a colour would go live unproved', () => {
  const place = 'Argo/Application/Application: Application shop-test';
  const options = '/spec/syncPolicy/syncOptions';

  function mistakesAfter(...patches: JsonPatch[]): string[] {
    const { application, manifest } = delivered(releasing());
    manifest.addJsonPatch(...patches);
    return application.node.validate();
  }

  test.each([
    { index: 0, what: 'Service shop-web', pointer: '/spec/selector/rollouts-pod-template-hash' },
    { index: 1, what: 'Service shop-web-preview', pointer: '/spec/selector/rollouts-pod-template-hash' },
    { index: 2, what: 'Rollout shop-web', pointer: '/spec/replicas' },
  ])('is refused without its rule for $what', ({ index, what, pointer }) => {
    const refusal = [
      `${place} does not ignore ${pointer} of ${what}, which a controller writes and each sync would take back; add it to ` +
        'ignoreDifferences',
    ];
    expect(mistakesAfter(JsonPatch.remove(`/spec/ignoreDifferences/${index}`))).toEqual(refusal);
    expect(mistakesAfter(JsonPatch.replace(`/spec/ignoreDifferences/${index}/jsonPointers`, ['/spec']))).toEqual(
      refusal,
    );
    expect(mistakesAfter(JsonPatch.replace(`/spec/ignoreDifferences/${index}/name`, 'other'))).toEqual(refusal);
    expect(mistakesAfter(JsonPatch.replace(`/spec/ignoreDifferences/${index}/group`, 'apps'))).toEqual(refusal);
  });

  test('is refused without any rule, for each of them', () => {
    expect(mistakesAfter(JsonPatch.remove('/spec/ignoreDifferences'))).toHaveLength(3);
  });

  test('is fine with rules that say more', () => {
    const all = {
      kind: 'Service',
      jsonPointers: ['/metadata/annotations', '/spec/selector/rollouts-pod-template-hash'],
    };
    expect(
      mistakesAfter(JsonPatch.replace('/spec/ignoreDifferences', [all, { ...replicas, name: undefined }])),
    ).toEqual([]);
  });

  test('is refused if syncs write what comparisons ignore', () => {
    const message = `${place} has no sync option RespectIgnoreDifferences=true, so syncs write what they should ignore; add it`;
    expect(mistakesAfter(JsonPatch.replace(options, ['PruneLast=true']))).toEqual([message]);
    expect(mistakesAfter(JsonPatch.remove(options))).toEqual([message]);
    const sync = { options: ['RespectIgnoreDifferences=false'] };
    expect(delivered(releasing(), { sync }).application.node.validate()).toEqual([message]);
  });

  test('is refused if it applies on the server', () => {
    const message =
      `${place} applies on the server, which takes the colour out of the selectors of Services; remove the sync option ` +
      'ServerSideApply=true';
    expect(mistakesAfter(JsonPatch.add(`${options}/-`, 'ServerSideApply=true'))).toEqual([message]);
    const sync = { options: ['ServerSideApply=true'] };
    expect(delivered(releasing(), { sync }).application.node.validate()).toEqual([message]);
  });

  test('may do either where services roll', () => {
    const sync = { options: ['ServerSideApply=true', 'RespectIgnoreDifferences=false'] };
    const { application } = delivered(
      releasing((shop) => void web(shop)),
      { sync },
    );
    expect(application.node.validate()).toEqual([]);
  });

  test('does not concern the environment that it delivers', () => {
    const environment = releasing();
    delivered(environment, { sync: { options: ['ServerSideApply=true'] } });
    expect(mistakes(environment)).toEqual([]);
  });
});
