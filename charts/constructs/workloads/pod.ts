import type { k8s } from 'cdk8s-plus-28';
import type { Labels } from '../kubernetes/labels.ts';
import type { Plain } from '../kubernetes/plain.ts';
import { antiAffinity, topologySpread } from '../kubernetes/scheduling.ts';
import { containerSecurityContext, podSecurityContext } from '../kubernetes/security-context.ts';
import type { Volumes } from './volumes.ts';

/** What every pod has. */
interface CommonProps {
  /** Labels of the pod. */
  readonly labels: Labels;
  /** Name of the container. */
  readonly name: string;
  /** The container without what every container here has. */
  readonly container: Omit<Plain<k8s.Container>, 'name' | 'securityContext' | 'volumeMounts'>;
  readonly volumes: Volumes;
}

/** What differs between the pods of two workloads. */
export interface PodProps extends CommonProps {
  /** Those among the labels that select it. */
  readonly selector: Labels;
  /** Seconds from SIGTERM to SIGKILL, preStop included. */
  readonly terminationGracePeriodSeconds: number;
  /**
   * Label by which each revision is spread by itself.
   * @default none: its pods carry no revision's hash
   */
  readonly revisionLabel?: string;
}

/** What differs between the pods of two Jobs. */
export interface JobPodProps extends CommonProps {
  readonly serviceAccount: string;
}

/** A pod template that passes Pod Security `restricted`, without an identity towards the API server. */
export function podTemplate(props: PodProps): Plain<k8s.PodTemplateSpec> {
  const { name, selector } = props;
  return template(props, {
    serviceAccountName: name,
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: props.terminationGracePeriodSeconds,
    topologySpreadConstraints: topologySpread(selector, props.revisionLabel),
    affinity: antiAffinity(selector),
  });
}

/** The same for a pod that does its work and ends. Each attempt is a pod of its own, whose log is kept. */
export function jobPodTemplate(props: JobPodProps): Plain<k8s.PodTemplateSpec> {
  return template(props, { serviceAccountName: props.serviceAccount, restartPolicy: 'Never' });
}

function template(
  { name, labels, container, volumes }: CommonProps,
  own: Omit<Plain<k8s.PodSpec>, 'containers'>,
): Plain<k8s.PodTemplateSpec> {
  return {
    metadata: { labels },
    spec: {
      automountServiceAccountToken: false,
      // Variables for every Service of the namespace collide with the program's own, as in REDIS_PORT=tcp://…
      enableServiceLinks: false,
      securityContext: podSecurityContext,
      ...own,
      containers: [{ name, ...container, securityContext: containerSecurityContext, volumeMounts: volumes.mounts }],
      volumes: volumes.list,
    },
  };
}
