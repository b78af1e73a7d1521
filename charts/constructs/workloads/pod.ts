import type { k8s } from 'cdk8s-plus-28';
import type { Labels } from '../kubernetes/labels.ts';
import type { Plain } from '../kubernetes/plain.ts';
import { antiAffinity, topologySpread } from '../kubernetes/scheduling.ts';
import { containerSecurityContext, podSecurityContext } from '../kubernetes/security-context.ts';
import type { Volumes } from './volumes.ts';

/** What differs between the pods of two workloads. */
export interface PodProps {
  /** Labels of the pod. */
  readonly labels: Labels;
  /** Those among them that select it. */
  readonly selector: Labels;
  /** Name of the container and of the ServiceAccount. */
  readonly name: string;
  /** The container without what every container here has. */
  readonly container: Omit<Plain<k8s.Container>, 'name' | 'securityContext' | 'volumeMounts'>;
  readonly volumes: Volumes;
  /** Seconds from SIGTERM to SIGKILL, preStop included. */
  readonly terminationGracePeriodSeconds: number;
  /** Spread each revision by itself; only the pods of a Deployment carry a revision's hash. */
  readonly spreadPerRevision: boolean;
}

/** A pod template that passes Pod Security `restricted`, without an identity towards the API server. */
export function podTemplate(props: PodProps): Plain<k8s.PodTemplateSpec> {
  const { name, selector, volumes } = props;
  return {
    metadata: { labels: props.labels },
    spec: {
      serviceAccountName: name,
      automountServiceAccountToken: false,
      // Variables for every Service of the namespace collide with the program's own, as in REDIS_PORT=tcp://…
      enableServiceLinks: false,
      restartPolicy: 'Always',
      securityContext: podSecurityContext,
      terminationGracePeriodSeconds: props.terminationGracePeriodSeconds,
      topologySpreadConstraints: topologySpread(selector, props.spreadPerRevision),
      affinity: antiAffinity(selector),
      containers: [
        { name, ...props.container, securityContext: containerSecurityContext, volumeMounts: volumes.mounts },
      ],
      volumes: volumes.list,
    },
  };
}
