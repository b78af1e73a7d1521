import { ArgoApplication, ArgoProject, addChecks, type Environment, OutputFile } from '@arq/constructs';
import { Construct } from 'constructs';
import { AddOns } from './add-ons/add-ons.ts';
import type { ArqEnvironment, Delivery } from './environments/environment.ts';
import { monitoringNamespace } from './environments/shared-cluster.ts';
import { git } from './git.ts';
import { clusterMonitoringFolder, clusterMonitoringKinds } from './monitoring/cluster-monitoring.ts';
import { arqRouting } from './monitoring/routing/arq-routing.ts';
import { platformName } from './names.ts';
import { Notifications, toldToGitHub } from './notifications.ts';

/** Folder of the definitions, and namespace that Argo CD runs in. */
const argocd = 'argocd';

/** An environment that Argo CD delivers. */
interface Delivered {
  readonly settings: ArqEnvironment;
  readonly environment: Environment;
  readonly delivery: Delivery;
}

/** The Argo CD definitions: projects, one Application per environment, add-ons per cluster, and the root. */
export class GitOps extends Construct {
  constructor(
    scope: Construct,
    id: string,
    platforms: readonly { settings: ArqEnvironment; environment: Environment }[],
  ) {
    super(scope, id);
    addChecks(this);
    const delivered = platforms.flatMap(({ settings, environment }) =>
      settings.delivery ? [{ settings, environment, delivery: settings.delivery }] : [],
    );
    this.createApplications(delivered);
    this.createMonitoring(delivered);
    new AddOns(
      this,
      'AddOns',
      delivered.map(({ settings, environment, delivery }) => ({
        environment: settings.name,
        delivery,
        alertmanager: arqRouting(environment),
      })),
    );
    new Notifications(this, 'Notifications', argocd);
    this.createRoot();
  }

  private createApplications(delivered: readonly Delivered[]): void {
    const projectFile = this.file('project', 'the AppProject of the platform');
    const project = new ArgoProject(projectFile, 'Project', {
      name: 'arq',
      description: 'The arQ platform',
      sources: [git.repository],
      destinations: delivered.map(({ environment, delivery }) => ({
        cluster: delivery.cluster,
        namespace: environment.namespace,
      })),
      allow: { environments: delivered.map(({ environment }) => environment) },
      denyWindows: delivered.flatMap(({ environment, delivery }) =>
        (delivery.denyWindows ?? []).map((window) => ({ ...window, applications: [environment.instance] })),
      ),
    });
    for (const { settings, environment, delivery } of delivered) {
      const file = this.file(settings.name, `the Application of ${environment.namespace}`);
      new ArgoApplication(file, 'Application', {
        name: environment.instance,
        project,
        source: { ...git, path: environment.folder },
        destination: { cluster: delivery.cluster, namespace: environment.namespace },
        // After all that its objects need: custom resources, operators, the GatewayClass.
        wave: 2,
        sync: { retry: delivery.retry },
        annotations: toldToGitHub,
      });
    }
  }

  /** What lives beside Prometheus, in the namespace of the cluster's monitoring. */
  private createMonitoring(delivered: readonly Delivered[]): void {
    const file = this.file('monitoring', 'what is watched in the clusters besides the platform');
    const project = new ArgoProject(file, 'Project', {
      name: 'arq-monitoring',
      description: 'Alerts on the clusters, dashboards, and the secrets of receivers',
      sources: [git.repository],
      destinations: delivered.map(({ delivery: { cluster } }) => ({ cluster, namespace: monitoringNamespace })),
      allow: { cluster: [], namespaced: clusterMonitoringKinds },
    });
    for (const { settings, delivery } of delivered) {
      new ArgoApplication(file, settings.name, {
        name: `${platformName}-monitoring-${settings.name}`,
        project,
        source: { ...git, path: clusterMonitoringFolder(settings.name) },
        destination: { cluster: delivery.cluster, namespace: monitoringNamespace },
        // With the stack: its Alertmanager is not healthy before it has the Secrets that come with this.
        wave: 0,
        sync: { retry: delivery.retry },
      });
    }
  }

  /** The one definition that is applied by hand; it brings all others along, but not itself. */
  private createRoot(): void {
    const file = this.file('root', 'the root Application, applied by hand');
    const destination = { cluster: 'in-cluster', namespace: argocd };
    const project = new ArgoProject(file, 'Project', {
      name: 'arq-root',
      description: 'What Argo CD itself is told',
      sources: [git.repository],
      destinations: [destination],
      allow: {
        cluster: [],
        namespaced: [
          ...['AppProject', 'Application'].map((kind) => ({ group: 'argoproj.io', kind })),
          { group: '', kind: 'ConfigMap' },
        ],
      },
    });
    new ArgoApplication(file, 'Application', {
      name: 'arq-root',
      project,
      source: { ...git, path: argocd, exclude: 'root.yaml' },
      destination,
      // A definition that disappears from Git by mistake must not take an Application along.
      sync: { retry: { limit: 5, initial: '10s', maximum: '3m' }, prune: false },
    });
  }

  private file(name: string, title: string): OutputFile {
    return new OutputFile(this, `File-${name}`, { file: `${argocd}/${name}.yaml`, title });
  }
}
