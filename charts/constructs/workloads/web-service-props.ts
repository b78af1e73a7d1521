import type { TierProps } from '../environment/tier-props.ts';
import type { HttpProbe, Probes } from '../kubernetes/probes.ts';
import type { Resources } from '../kubernetes/resources.ts';
import type { Usable } from '../network/connection.ts';
import type { ReleaseAnalysis } from '../releases/release-analysis.ts';
import type { ReleaseStrategy } from '../releases/release-strategy.ts';
import type { ConfigDirectory } from './config-directory.ts';
import type { Image } from './image.ts';
import type { Replicas } from './replicas.ts';
import type { SecretUse } from './secret-use.ts';
import type { Shutdown } from './shutdown.ts';
import type { ScratchVolume } from './volumes.ts';
import type { WebServiceMonitoring } from './web-service-monitoring.ts';

/** Where a workload's metrics are. */
export interface MetricsPort {
  /**
   * Port of its own, which no edge route can reach. It may be the serving port where metrics are all that is served, as
   * with an exporter.
   */
  readonly port: number;
  /** Path on it. */
  readonly path: string;
  /**
   * Who exports there, as the catalogue of metrics names it.
   * @default the tier's name
   */
  readonly exporter?: string;
  /**
   * Found through the Service, or pod by pod, whether it is ready or not.
   * @default service: the usual way, and the series tell the Service
   */
  readonly by?: 'service' | 'pod';
}

/** A stateless service over HTTP. */
export interface WebServiceProps extends TierProps {
  /** Image, pinned to a tag that never moves or to a digest. */
  readonly image: Image;
  /** Port that serves, above 1023: the process is nobody special. */
  readonly port: number;
  /**
   * Private port with metrics; it is scraped where the environment is monitored.
   * @default none
   */
  readonly metrics?: MetricsPort;
  /** How many pods, fixed or within a range. */
  readonly replicas: Replicas;
  /**
   * How a new revision takes over.
   * @default rolling: it needs nothing but Kubernetes
   */
  readonly release?: ReleaseStrategy;
  /**
   * What a new revision has to prove, where it is released blue-green; otherwise nobody asks.
   * @default metrics alone, where the environment tells where to ask for them
   */
  readonly analysis?: ReleaseAnalysis;
  /** Resources of a pod's container. */
  readonly resources: Resources;
  /** The three probes, on the serving port. */
  readonly probes: Probes<HttpProbe>;
  /**
   * How a pod ends without losing a request.
   * @default 5 seconds of waiting by `sleep`, 20 of draining
   */
  readonly shutdown?: Shutdown;
  /**
   * Command, instead of the image's.
   * @default the image's
   */
  readonly command?: readonly string[];
  /**
   * Plain configuration, by environment variable.
   * @default none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Secrets of its own.
   * @default none
   */
  readonly secrets?: readonly SecretUse[];
  /**
   * Tiers and endpoints that it connects to. Each brings its configuration, credentials and network policies along.
   * @default none
   */
  readonly uses?: readonly Usable[];
  /**
   * Configuration files; a change of any of them restarts the pods.
   * @default none
   */
  readonly config?: readonly ConfigDirectory[];
  /**
   * What its alerts and dashboard are made of; `none` where somebody else brings them along.
   * @default alerts of any workload, and `ServiceDown`
   */
  readonly monitoring?: WebServiceMonitoring | 'none';
  /**
   * Directories that it may write to; the root file system is read-only.
   * @default `/tmp` with 64Mi, which most run-times expect
   */
  readonly scratch?: readonly ScratchVolume[];
}
