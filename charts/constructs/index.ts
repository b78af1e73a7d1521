export { addChecks } from './checks/add-checks.ts';
export { type Database, DatabaseConnection, type DatabaseConnectionProps } from './data/database.ts';
export { Postgres, type PostgresProps } from './data/postgres.ts';
export { Redis, type RedisProps } from './data/redis.ts';
export type { EvictionPolicy } from './data/redis-configuration.ts';
export type { AccessProps } from './environment/access.ts';
export { Environment, type EnvironmentProps } from './environment/environment.ts';
export { Guardrails, type GuardrailsProps } from './environment/guardrails.ts';
export { type EmitOptions, Tier } from './environment/tier.ts';
export type { TierProps } from './environment/tier-props.ts';
export { ConfigurationError } from './errors.ts';
export {
  ArgoApplication,
  type ArgoApplicationProps,
  type DirectorySource,
  type HelmSource,
} from './gitops/argo-application.ts';
export {
  ArgoProject,
  type ArgoProjectProps,
  type Destination,
  type ResourceRule,
  type SyncWindow,
} from './gitops/argo-project.ts';
export type { Retry, SyncPolicyProps } from './gitops/sync-policy.ts';
export { inWave, neverDeleted, syncWave } from './gitops/sync-wave.ts';
export { type ConfigData, HashedConfigMap } from './kubernetes/config-map.ts';
export type { ObjectSelector } from './kubernetes/find-object.ts';
export type { Labels } from './kubernetes/labels.ts';
export type { GroupVersionKind, KubernetesObject } from './kubernetes/manifest.ts';
export { Manifest } from './kubernetes/manifest.ts';
export type { CommandProbe, HttpProbe, Probes, ProbeTiming } from './kubernetes/probes.ts';
export { parseQuantity } from './kubernetes/quantity.ts';
export type { RequestAndLimit, Resources } from './kubernetes/resources.ts';
export type { Connection, ConnectionClient, CredentialFile, Usable } from './network/connection.ts';
export type { DnsProps } from './network/dns.ts';
export { Edge, type EdgeProps, type EdgeRoute } from './network/edge.ts';
export type { ControllerPods, EdgeController, EdgeModel, RenderedRoute } from './network/edge-controller.ts';
export { type Endpoint, type ExternalEndpointProps, externalEndpoint, httpUrl } from './network/endpoint.ts';
export { type GatewayApiProps, gatewayApi } from './network/gateway-api.ts';
export { type IngressProps, ingress } from './network/ingress.ts';
export type { AddressPeer, Peer, PodPeer, PolicyPort } from './network/peer.ts';
export { type AcmeIssuer, type ExistingIssuer, letsEncrypt, type Tls } from './network/tls.ts';
export { type TrafficEdge, TrafficGraph } from './network/traffic-graph.ts';

export { existingSecrets } from './secrets/existing-secrets.ts';
export { type ExternalSecretsProps, externalSecrets } from './secrets/external-secrets.ts';
export type { DerivedValue, SecretPlacement, SecretRequirement, SecretSource } from './secrets/secret-source.ts';
export { type CommandOptions, runCommand } from './synth/command.ts';
export type { Drift } from './synth/committed-files.ts';
export { type ManifestFiles, manifestFiles } from './synth/manifest-files.ts';
export { OutputFile, type OutputFileProps } from './synth/output-file.ts';
export { compare, type Synthesis, type SynthesizeOptions, synthesize } from './synth/synthesize.ts';
export type { Image } from './workloads/image.ts';
export type { Autoscaling, Replicas } from './workloads/replicas.ts';
export type { SecretUse } from './workloads/secret-use.ts';
export type { Shutdown } from './workloads/shutdown.ts';
export { StatefulService } from './workloads/stateful-service.ts';
export type {
  ConfigDirectory,
  DataVolume,
  SecretFile,
  StatefulServiceProps,
} from './workloads/stateful-service-props.ts';
export type { ScratchVolume } from './workloads/volumes.ts';
export { WebService } from './workloads/web-service.ts';
export type { MetricsPort, WebServiceProps } from './workloads/web-service-props.ts';
