import { describe, expect, test } from '@jest/globals';
import { argoRollouts } from '../../charts/platform/add-ons/argo-rollouts.ts';
import { sharedCluster } from '../../charts/platform/environments/shared-cluster.ts';

const { chart, clusterResources, namespace, name, wave } = argoRollouts;
const values = chart.values as any;

describe('the controller of Rollouts', () => {
  test('comes before whatever needs it, in a version that never moves', () => {
    expect(wave).toBeLessThan(0);
    expect(chart.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test('may create the cluster role that its chart names after the release, and its custom resources', () => {
    const rbac = 'rbac.authorization.k8s.io';
    expect(clusterResources).toEqual([
      { group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition', name: '*.argoproj.io' },
      { group: rbac, kind: 'ClusterRole', name },
      { group: rbac, kind: 'ClusterRoleBinding', name },
    ]);
  });

  test('never takes its custom resources, and with them all Rollouts, away', () => {
    expect(values).toMatchObject({
      installCRDs: true,
      keepCRDs: true,
      crdAnnotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' },
    });
  });

  test('reaches the Prometheus that environments name, and is scraped by it', () => {
    const [policy] = values.extraObjects;
    const { queries } = sharedCluster('staging').monitoring ?? {};
    const { hostname, port } = new URL(queries as string);
    const monitoring = [
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': hostname.split('.')[1] } } },
    ];
    expect(policy.metadata.namespace).toBe(namespace);
    expect(policy.spec.egress).toContainEqual({ to: monitoring, ports: [{ port: Number(port), protocol: 'TCP' }] });
    expect(policy.spec.ingress).toEqual([
      { from: monitoring, ports: [{ port: values.controller.metrics.service.port, protocol: 'TCP' }] },
    ]);
  });

  test('tells of each Rollout under the namespace of the Rollout, by which alerts ask', () => {
    expect(values.controller.metrics.serviceMonitor).toMatchObject({
      enabled: true,
      metricRelabelings: [
        { sourceLabels: ['exported_namespace'], targetLabel: 'namespace' },
        { action: 'labeldrop', regex: 'exported_namespace' },
      ],
    });
  });

  test('outlives a node', () => {
    expect(values.controller).toMatchObject({ replicas: 2, pdb: { enabled: true, maxUnavailable: 1 } });
    expect(values.controller.resources.limits.memory).toBeDefined();
  });
});
