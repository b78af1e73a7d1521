import type {
  AccessProps,
  Autoscaling,
  DataVolume,
  EdgeController,
  PodPeer,
  ReleaseStrategy,
  Resources,
  Retry,
  SecretSource,
  SyncWindow,
  Tls,
} from '@arq/constructs';
import type { Alerting } from '../monitoring/routing/alerting.ts';

/** Size of a tier that scales. */
export interface ServiceSize {
  readonly replicas: number | Autoscaling;
  readonly resources: Resources;
}

/** Size of a tier that keeps data. */
export interface DataSize {
  readonly data: DataVolume;
  /** The whole memory limit is put to use, so in a shared cluster it should be requested as well. */
  readonly resources: Resources;
}

/** The OpenID Connect provider with which operators sign in. */
export interface SignIn {
  /** `https` URL, as the provider's discovery document spells it. */
  readonly issuer: string;
  /** Client that was registered there, with `https://<host>/api/v1/auth/callback` to return to. */
  readonly clientId: string;
  /** Addresses of the provider in CIDR notation, which the backend may connect to. */
  readonly cidr: string;
}

/** Pods of the cluster's monitoring. */
export interface Monitoring {
  /** They connect to metrics ports. */
  readonly prometheus: PodPeer;
  /** They deliver alerts to the backend. */
  readonly alertmanager: PodPeer;
  /** URL at which Prometheus answers queries. */
  readonly queries: string;
}

/** How Argo CD delivers an environment. */
export interface Delivery {
  /** Name under which Argo CD knows the cluster. */
  readonly cluster: string;
  readonly retry: Retry;
  /** Times in which nothing is delivered by itself; none if left out. */
  readonly denyWindows?: readonly Omit<SyncWindow, 'applications'>[];
}

/** Everything in which environments differ, as data. */
export interface ArqEnvironment {
  /** Its manifests are in `dist/<name>/`, its namespace is `arq-<name>`. */
  readonly name: string;
  /** Host name that users type. */
  readonly host: string;
  readonly tls: Tls;
  readonly edge: EdgeController;
  readonly secrets: SecretSource;
  /** How releases of the backend and the frontend take over; blue-green needs Argo Rollouts in the cluster. */
  readonly release: ReleaseStrategy;
  /** Nobody if left out. */
  readonly access?: AccessProps;
  /** Nobody can sign in if left out, and the page says so. */
  readonly signIn?: SignIn;
  /** Who watches it; nobody if left out. */
  readonly monitoring?: Monitoring;
  /** Who is told of its alerts; needed where Argo CD delivers it. */
  readonly alerting?: Alerting;
  /** CronJob that backs the database up, and whose success is awaited; none if left out. */
  readonly backupCronJob?: string;
  readonly sizes: {
    readonly backend: ServiceSize;
    readonly frontend: ServiceSize;
    readonly postgres: DataSize;
    readonly redis: DataSize;
  };
  /** None where Argo CD does not deliver it. */
  readonly delivery?: Delivery;
}
