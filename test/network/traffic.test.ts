import { join } from 'node:path';
import type { KubernetesObject } from '@arq/constructs';
import { type Environment, manifestFiles, type Peer } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { loadAll } from 'js-yaml';
import { readImages } from '../../charts/platform/environments/images.ts';
import { environments } from '../../charts/platform/environments/index.ts';
import { ArqPlatform } from '../../charts/platform/platform.ts';
import { objectsOf, wholeShop } from '../support/fixture.ts';
import { isAllowed, type Party, type Port } from './policy-evaluation.ts';

const images = join(process.cwd(), 'charts/platform/environments/images');

/** Those who must never get in or be reached, whatever is declared. */
const strangers: readonly Party[] = [
  { name: 'stranger in the namespace', namespace: 'own', labels: { app: 'debug' } },
  { name: 'stranger in kube-system', namespace: 'kube-system', labels: { app: 'debug' } },
  { name: 'same labels, other namespace', namespace: 'other', labels: { 'app.kubernetes.io/name': 'arq-backend' } },
  { name: 'the internet', address: '203.0.113.7/32' },
];

function partyOf(peer: Peer, namespace: string): Party {
  return 'cidr' in peer
    ? { name: peer.name, address: peer.cidr }
    : { name: peer.name, namespace: peer.namespace ?? namespace, labels: peer.labels };
}

/** Labels of the pods that an object starts; of an analysis, those of its Jobs. */
function podLabelsOf({ kind, spec }: KubernetesObject): Readonly<Record<string, string>>[] {
  if (['Deployment', 'Job', 'Rollout', 'StatefulSet'].includes(kind)) return [spec.template.metadata.labels];
  if (kind !== 'AnalysisTemplate') return [];
  return spec.metrics.flatMap(({ provider }: any) =>
    provider.job ? [provider.job.spec.template.metadata.labels] : [],
  );
}

/** Pods as they are emitted, with all their labels; what nobody emits is taken from the declaration. */
function parties(environment: Environment, objects: readonly KubernetesObject[]): Party[] {
  const { namespace } = environment;
  const pods = objects.flatMap((object) =>
    podLabelsOf(object).map((labels) => ({ name: object.metadata.name, namespace, labels })),
  );
  const declared = environment.traffic.edges.flatMap(({ from, to }) => [
    partyOf(from, namespace),
    partyOf(to, namespace),
  ]);
  const others = declared.filter(({ name }) => !pods.some((pod) => pod.name === name));
  const own = strangers.map((party) => (party.namespace === 'own' ? { ...party, namespace } : party));
  return [...new Map([...pods, ...others, ...own].map((party) => [party.name, party])).values()];
}

const text = (from: string, to: string, { port, protocol }: Port) => `${from} -> ${to} ${protocol}/${port}`;

/** What the emitted policies let through, tried for every pair and every port that is known at all. */
function allowed(environment: Environment, objects: readonly KubernetesObject[]): string[] {
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy');
  const everyone = parties(environment, objects);
  const ports = [
    ...environment.traffic.edges.flatMap(({ ports: open }) => open),
    ...[22, 80, 443, 3000, 3001, 5432, 6379, 8089, 9464, 9465].map((port) => ({ port, protocol: 'TCP' })),
  ];
  const isOurs = ({ namespace }: Party) => namespace === environment.namespace;
  const found = everyone.flatMap((from) =>
    everyone
      .filter((to) => from !== to && (isOurs(from) || isOurs(to)))
      .flatMap((to) =>
        ports.filter((port) => isAllowed(policies, from, to, port)).map((port) => text(from.name, to.name, port)),
      ),
  );
  return [...new Set(found)].sort();
}

function declared(environment: Environment): string[] {
  const edges = environment.traffic.edges.flatMap(({ from, to, ports }) =>
    ports.map((port) => text(from.name, to.name, port)),
  );
  return [...new Set(edges)].sort();
}

describe('network policies', () => {
  test.each(environments.map((settings) => ({ settings })))(
    'of arQ in $settings.name allow the declared graph, edge for edge, and nothing else',
    ({ settings }) => {
      const app = new App();
      const environment = new ArqPlatform(app, settings.name, settings, readImages(images, settings.name));
      const objects = [...manifestFiles(app, 'test').values()].flatMap((yaml) => loadAll(yaml) as KubernetesObject[]);
      expect(allowed(environment, objects)).toEqual(declared(environment));
    },
  );

  test('of arQ in staging are those that the architecture draws', () => {
    const settings = environments.find(({ name }) => name === 'staging') as (typeof environments)[number];
    const environment = new ArqPlatform(new App(), 'staging', settings, readImages(images, 'staging'));
    expect(declared(environment)).toEqual([
      'alertmanager -> arq-backend TCP/3001',
      'arq-backend -> arq-postgres TCP/5432',
      'arq-backend -> arq-redis TCP/6379',
      'arq-backend -> cluster DNS TCP/53',
      'arq-backend -> cluster DNS UDP/53',
      'arq-backend -> id.arq.example TCP/443',
      'arq-backend-migrate -> arq-postgres TCP/5432',
      'arq-backend-migrate -> cluster DNS TCP/53',
      'arq-backend-migrate -> cluster DNS UDP/53',
      'arq-backend-smoke -> arq-backend TCP/3001',
      'arq-backend-smoke -> cluster DNS TCP/53',
      'arq-backend-smoke -> cluster DNS UDP/53',
      'arq-blackbox-exporter -> arq-frontend TCP/3000',
      'arq-blackbox-exporter -> cluster DNS TCP/53',
      'arq-blackbox-exporter -> cluster DNS UDP/53',
      'arq-blackbox-exporter -> gateway envoy TCP/10080',
      'arq-blackbox-exporter -> gateway envoy TCP/10443',
      'arq-blackbox-exporter -> the public address of the edge TCP/443',
      'arq-frontend -> arq-backend TCP/3001',
      'arq-frontend -> cluster DNS TCP/53',
      'arq-frontend -> cluster DNS UDP/53',
      'arq-frontend-smoke -> arq-frontend TCP/3000',
      'arq-frontend-smoke -> cluster DNS TCP/53',
      'arq-frontend-smoke -> cluster DNS UDP/53',
      'arq-postgres-exporter -> arq-postgres TCP/5432',
      'arq-postgres-exporter -> cluster DNS TCP/53',
      'arq-postgres-exporter -> cluster DNS UDP/53',
      'arq-redis-exporter -> arq-redis TCP/6379',
      'arq-redis-exporter -> cluster DNS TCP/53',
      'arq-redis-exporter -> cluster DNS UDP/53',
      'gateway envoy -> acme-solver TCP/8089',
      'gateway envoy -> arq-backend TCP/3001',
      'gateway envoy -> arq-frontend TCP/3000',
      'prometheus -> arq-backend TCP/9464',
      'prometheus -> arq-blackbox-exporter TCP/9115',
      'prometheus -> arq-frontend TCP/9465',
      'prometheus -> arq-postgres-exporter TCP/9187',
      'prometheus -> arq-redis-exporter TCP/9121',
    ]);
  });

  test('open NodeLocal DNSCache by its address where the cluster has it', () => {
    const { environment } = wholeShop({ dns: { nodeLocalAddress: '169.254.20.10' } });
    const edges = allowed(environment, objectsOf(environment));
    expect(edges).toEqual(declared(environment));
    expect(edges).toContain('shop-web -> NodeLocal DNSCache UDP/53');
  });
});
