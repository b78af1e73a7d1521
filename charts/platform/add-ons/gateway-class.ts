import { Manifest, OutputFile } from '@arq/constructs';
import type { Construct } from 'constructs';
import { gatewayClass, gatewayNamespace } from '../environments/shared-cluster.ts';
import { gatewayControllerName } from './envoy-gateway.ts';
import { spread } from './values.ts';

/** Folder of the GatewayClass that every cluster gets. */
export const gatewayFolder = 'dist/cluster/gateway';

const proxyLabels = { 'app.kubernetes.io/name': 'envoy', 'app.kubernetes.io/component': 'proxy' };

/** The GatewayClass that the environments name, and how its proxies run. All that is specific to Envoy stands here. */
export class GatewayClass extends OutputFile {
  constructor(scope: Construct, id: string) {
    super(scope, id, { file: `${gatewayFolder}/gateway-class.yaml`, title: 'the GatewayClass and its proxies' });
    const parameters = { name: gatewayClass, namespace: gatewayNamespace };
    new Manifest(
      this,
      'GatewayClass',
      { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'GatewayClass' },
      {
        metadata: { name: gatewayClass },
        spec: {
          controllerName: gatewayControllerName,
          parametersRef: { group: 'gateway.envoyproxy.io', kind: 'EnvoyProxy', ...parameters },
        },
      },
    );
    new Manifest(
      this,
      'EnvoyProxy',
      { apiVersion: 'gateway.envoyproxy.io/v1alpha1', kind: 'EnvoyProxy' },
      {
        metadata: parameters,
        spec: {
          provider: {
            type: 'Kubernetes',
            kubernetes: {
              envoyDeployment: {
                replicas: 2,
                container: {
                  resources: {
                    requests: { cpu: '200m', memory: '256Mi' },
                    limits: { cpu: '2', memory: '1Gi' },
                  },
                },
                pod: { topologySpreadConstraints: spread(proxyLabels) },
              },
              envoyPDB: { maxUnavailable: 1 },
            },
          },
        },
      },
    );
    this.createMonitor('envoy-proxies', proxyLabels, '/stats/prometheus');
    this.createMonitor('envoy-gateway', { 'control-plane': 'envoy-gateway' }, '/metrics');
  }

  private createMonitor(name: string, matchLabels: Readonly<Record<string, string>>, path: string): void {
    new Manifest(
      this,
      `PodMonitor-${name}`,
      { apiVersion: 'monitoring.coreos.com/v1', kind: 'PodMonitor' },
      {
        metadata: { name, namespace: gatewayNamespace },
        spec: { selector: { matchLabels }, podMetricsEndpoints: [{ port: 'metrics', path }] },
      },
    );
  }
}
