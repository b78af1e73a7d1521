import type { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ConfigurationError } from '../errors.ts';
import { hook } from '../gitops/hook.ts';
import { inWave, syncWave } from '../gitops/sync-wave.ts';
import { label } from '../kubernetes/labels.ts';
import { Manifest } from '../kubernetes/manifest.ts';
import type { Plain } from '../kubernetes/plain.ts';
import { containerResources, type Resources } from '../kubernetes/resources.ts';
import type { Usable } from '../network/connection.ts';
import { allowDeclared } from '../network/network-policy.ts';
import type { PodPeer } from '../network/peer.ts';
import { consume, refuseOverriding } from './consumption.ts';
import { environmentVariables } from './environment-variables.ts';
import { jobPodTemplate } from './pod.ts';
import { Volumes } from './volumes.ts';
import type { WebService } from './web-service.ts';

/** Work that has to succeed before a release of a service starts, such as a migration of its database. */
export interface ReleaseJobProps {
  /** Short name, unique in the tier: the Job is `<tier>-<name>`. */
  readonly name: string;
  /**
   * Command, instead of the image's.
   * @default the image's
   */
  readonly command?: readonly string[];
  /**
   * Arguments of the command.
   * @default the image's
   */
  readonly args?: readonly string[];
  /**
   * Plain configuration, by environment variable.
   * @default none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /** Tiers that it connects to. */
  readonly uses: readonly Usable[];
  /** Resources of its pod. */
  readonly resources: Resources;
  /** Seconds after which it has failed, all attempts and the pulling of its image included. */
  readonly deadlineSeconds: number;
  /**
   * Attempts, each by a pod of its own: the work must bear to be done again.
   * @default 3: a database that was just moved to another node is back by then
   */
  readonly attempts?: number;
}

/**
 * A Job within Argo CD's sync, with the service's own image: it runs when a release changes the image, after configuration
 * and databases and before the first new pod. If it fails, the sync ends there and the old release goes on.
 *
 * Without Argo CD it is an ordinary Job. Kubernetes refuses to change one, so delete it before another release.
 */
export class ReleaseJob extends Construct {
  /** Name of the Job. */
  readonly name: string;

  constructor(service: WebService, id: string, props: ReleaseJobProps) {
    super(service, id);
    const { deadlineSeconds, attempts = 3 } = props;
    if (!Number.isInteger(deadlineSeconds) || deadlineSeconds < 1 || !Number.isInteger(attempts) || attempts < 1) {
      throw new ConfigurationError(
        `${this.node.path}: ${attempts} attempts within ${deadlineSeconds} s are impossible; both are whole numbers from 1`,
      );
    }
    this.name = `${service.name}-${props.name}`;
    const labels = { ...service.commonLabels, [label.name]: this.name };
    const { environment } = service;
    const peer: PodPeer = { name: this.name, labels: { [label.name]: this.name } };
    const volumes = new Volumes(this.node.path);
    const connections = consume(
      { path: this.node.path, environment, peer, maximumReplicas: 1, revisions: 1 },
      props.uses,
      volumes,
    );
    refuseOverriding(this.node.path, connections, props.environment ?? {});
    const metadata = (wave: number, annotations = {}) => ({
      name: this.name,
      labels,
      annotations: { ...inWave(wave), ...annotations },
    });
    allowDeclared(this, metadata(syncWave.configuration), peer, environment.traffic);
    new Manifest<Plain<k8s.KubeJobProps>>(
      this,
      'Job',
      { apiVersion: 'batch/v1', kind: 'Job' },
      {
        metadata: metadata(syncWave.release, hook),
        spec: {
          backoffLimit: attempts - 1,
          activeDeadlineSeconds: deadlineSeconds,
          template: jobPodTemplate({
            name: this.name,
            labels,
            serviceAccount: service.name,
            volumes,
            container: {
              image: service.image,
              ...(props.command ? { command: props.command } : {}),
              ...(props.args ? { args: props.args } : {}),
              env: environmentVariables({ ...connections, ...props.environment }),
              resources: containerResources(props.resources, this.node.path),
            },
          }),
        },
      },
    );
  }
}
