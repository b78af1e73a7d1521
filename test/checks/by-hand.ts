import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';

/** A pod template that passes every check, as somebody would write it by hand. */
export function podTemplate(name: string, pod: object = {}, container: object = {}) {
  const amounts = { cpu: '100m', memory: '64Mi', 'ephemeral-storage': '16Mi' };
  return {
    metadata: { labels: { app: name } },
    spec: {
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name,
          image: `registry.example/${name}:1.0.0`,
          resources: { requests: amounts, limits: amounts },
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
          ...container,
        },
      ],
      ...pod,
    },
  };
}

/** A Deployment beside what a tier emits itself. */
export function deployment(tier: Construct, name: string, pod: object = {}, container: object = {}): ApiObject {
  return new ApiObject(tier, `Deployment-${name}`, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: { selector: { matchLabels: { app: name } }, template: podTemplate(name, pod, container) },
  });
}

/** A CronJob beside what a tier emits itself. */
export function cronJob(tier: Construct, name: string, pod: object = {}, metadata: object = {}): ApiObject {
  const template = podTemplate(name, { restartPolicy: 'Never', ...pod });
  return new ApiObject(tier, `CronJob-${name}`, {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name, ...metadata },
    spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template } } },
  });
}

/** A ConfigMap beside what a tier emits itself. */
export function configMap(
  tier: Construct,
  name: string,
  data: object,
  annotations?: Record<string, string>,
): ApiObject {
  return new ApiObject(tier, `ConfigMap-${name}`, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, annotations },
    data,
  });
}

/** The annotation that puts an object into a wave. */
export function wave(value: string): Record<string, string> {
  return { 'argocd.argoproj.io/sync-wave': value };
}

/** The emitted name of a tier's object, with the hash that some have. */
export function nameOf(tier: Construct, id: string): string {
  return (tier.node.findChild(id) as ApiObject).toJson().metadata.name;
}
