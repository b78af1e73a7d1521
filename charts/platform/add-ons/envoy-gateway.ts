import { gatewayNamespace } from '../environments/shared-cluster.ts';
import { type AddOn, admissionObject, clusterRoles, customResources } from './add-on.ts';
import { disruptionBudget, resources, spread } from './values.ts';

const repository = 'docker.io/envoyproxy';
const version = 'v1.9.0';

/** The value that ties a GatewayClass to this implementation. */
export const gatewayControllerName = 'gateway.envoyproxy.io/gatewayclass-controller';

/** The Gateway API's own kinds, standard channel, and those of the implementation. */
export const gatewayCrds: AddOn = {
  name: 'gateway-crds',
  namespace: gatewayNamespace,
  wave: -2,
  serverSideApply: true,
  keep: true,
  chart: {
    repository,
    chart: 'gateway-crds-helm',
    version,
    values: { crds: { gatewayAPI: { enabled: true, channel: 'standard' }, envoyGateway: { enabled: true } } },
  },
  clusterResources: [
    ...customResources('gateway.networking.k8s.io', 'gateway.envoyproxy.io'),
    ...['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'].map((kind) =>
      admissionObject(kind, 'safe-upgrades.gateway.networking.k8s.io'),
    ),
  ],
};

/** The Gateway API implementation. */
export const envoyGateway: AddOn = {
  name: 'envoy-gateway',
  namespace: gatewayNamespace,
  wave: 0,
  chart: {
    repository,
    chart: 'gateway-helm',
    version,
    values: {
      // This chart would bring the experimental channel.
      crds: { enabled: false },
      // Its webhook configuration would be made anew at every sync.
      topologyInjector: { enabled: false },
      // The chart has minAvailable 1 by default, and takes 0 for "unset".
      podDisruptionBudget: {
        minAvailable: 0,
        maxUnavailable: disruptionBudget.maxUnavailable,
        unhealthyPodEvictionPolicy: disruptionBudget.unhealthyPodEvictionPolicy,
      },
      deployment: {
        replicas: 2,
        envoyGateway: { resources: resources('100m', '256Mi', '1024Mi') },
        pod: { topologySpreadConstraints: spread({ 'control-plane': 'envoy-gateway' }) },
      },
      certgen: { job: { ttlSecondsAfterFinished: 3600, resources: resources('10m', '64Mi', '256Mi') } },
      config: {
        envoyGateway: {
          gateway: { controllerName: gatewayControllerName },
          provider: { type: 'Kubernetes' },
          logging: { level: { default: 'info' } },
          extensionApis: {},
        },
      },
    },
  },
  clusterResources: clusterRoles('envoy-gateway'),
};
