import { externalSecrets, gatewayApi, letsEncrypt, type PodPeer } from '@arq/constructs';
import { edgeName, namespaceOf, platformName } from '../names.ts';
import type { ArqEnvironment } from './environment.ts';

/** Name of the GatewayClass, and of the add-on that serves it. */
export const gatewayClass = 'envoy';

/** Namespace in which Envoy Gateway runs itself and its proxies. */
export const gatewayNamespace = 'envoy-gateway-system';

/** Namespace of Prometheus, Alertmanager and Grafana. */
export const monitoringNamespace = 'monitoring';

/**
 * What clusters with the add-ons of `argocd/` have in common: Gateway API, cert-manager, External Secrets, Prometheus, Argo Rollouts.
 * The cluster's administrators configure the secret store `arq` once for each cluster.
 */
export function sharedCluster(
  name: string,
): Pick<ArqEnvironment, 'tls' | 'edge' | 'secrets' | 'release' | 'access' | 'signIn' | 'monitoring' | 'backupCronJob'> {
  return {
    tls: { acme: { server: letsEncrypt, email: 'platform@arq.example' } },
    edge: gatewayApi({
      className: gatewayClass,
      pods: {
        namespace: gatewayNamespace,
        labels: {
          'gateway.envoyproxy.io/owning-gateway-name': edgeName,
          'gateway.envoyproxy.io/owning-gateway-namespace': namespaceOf(name),
        },
        // Envoy Gateway adds 10000 to ports that only a privileged process could listen on.
        ports: [10080, 10443],
      },
    }),
    secrets: externalSecrets({ store: platformName, path: `${platformName}/${name}` }),
    release: 'blueGreen',
    access: { operators: ['arq-operators'], viewers: ['arq-viewers'] },
    signIn: { issuer: 'https://id.arq.example', clientId: `${platformName}-${name}`, cidr: '203.0.113.0/24' },
    monitoring: {
      prometheus: monitoringPods('prometheus'),
      alertmanager: monitoringPods('alertmanager'),
      queries: `http://kube-prometheus-stack-prometheus.${monitoringNamespace}.svc:9090`,
    },
    backupCronJob: 'arq-postgres-backup',
  };
}

/** Pods that kube-prometheus-stack runs, by the name of the program. */
function monitoringPods(name: string): PodPeer {
  return { name, namespace: monitoringNamespace, labels: { 'app.kubernetes.io/name': name } };
}
