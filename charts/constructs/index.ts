export { addChecks } from './checks/add-checks.ts';
export { type Database, DatabaseConnection, type DatabaseConnectionProps } from './data/database.ts';
export { Postgres, type PostgresProps } from './data/postgres.ts';
export type { PostgresMonitoring } from './data/postgres-monitoring.ts';
export { Redis, type RedisProps } from './data/redis.ts';
export type { EvictionPolicy } from './data/redis-configuration.ts';
export type { RedisMonitoring } from './data/redis-monitoring.ts';
export type { AccessProps } from './environment/access.ts';
export { Environment, type EnvironmentProps } from './environment/environment.ts';
export { Guardrails, type GuardrailsProps } from './environment/guardrails.ts';
export { type EmitOptions, Tier } from './environment/tier.ts';
export type { TierProps } from './environment/tier-props.ts';
export { ConfigurationError } from './errors.ts';
export { BlackboxExporter, blackboxModules, type WatchedPage } from './exporters/blackbox-exporter.ts';
export { Exporter, type ExporterProps } from './exporters/exporter.ts';
export { PostgresExporter } from './exporters/postgres-exporter.ts';
export { RedisExporter } from './exporters/redis-exporter.ts';
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
export { Alert, type AlertProps, alert, type Severity, type Thresholds } from './monitoring/alert.ts';
export { type EdgeFacts, type EdgeThresholds, edgeAlerts } from './monitoring/alerts/edge.ts';
export type { HttpFacts } from './monitoring/alerts/http-requests.ts';
export { type JobFacts, jobAlerts } from './monitoring/alerts/job.ts';
export {
  type MonitoringFacts,
  type MonitoringHealthThresholds,
  monitoringAlerts,
} from './monitoring/alerts/monitoring-health.ts';
export { type NodeFacts, type NodeThresholds, nodeAlerts } from './monitoring/alerts/node.ts';
export type { PostgresThresholds } from './monitoring/alerts/postgres.ts';
export type { RedisThresholds } from './monitoring/alerts/redis.ts';
export { watchdog } from './monitoring/alerts/watchdog.ts';
export { type WebServiceFacts, type WebServiceThresholds, webServiceAlerts } from './monitoring/alerts/web-service.ts';
export { type WorkloadFacts, type WorkloadThresholds, workloadAlerts } from './monitoring/alerts/workload.ts';
export type { Metric, MetricSet, MetricType } from './monitoring/catalogue/metric.ts';
export { MetricCatalogue } from './monitoring/catalogue/metric-catalogue.ts';
export { checkDashboards } from './monitoring/check-dashboards.ts';
export { checkDashboard } from './monitoring/dashboards/check-dashboard.ts';
export { type DashboardProps, dashboard } from './monitoring/dashboards/dashboard.ts';
export type { Dashboard } from './monitoring/dashboards/dashboard-json.ts';
export { dashboardText } from './monitoring/dashboards/dashboard-text.ts';
export type { EnvironmentChoice } from './monitoring/dashboards/environment-choice.ts';
export { firingAlerts, type Marks, newcomers, newImages } from './monitoring/dashboards/marks.ts';
export { type DashboardQuery, queriesOf } from './monitoring/dashboards/queries-of.ts';
export { rowsExportedHere } from './monitoring/dashboards/rows-exported-here.ts';
export { uidOf } from './monitoring/dashboards/uid.ts';
export type { Duration } from './monitoring/duration.ts';
export type { MonitoringProps } from './monitoring/monitoring-props.ts';
export { monitoringRows } from './monitoring/panels/monitoring.ts';
export { nodeRows } from './monitoring/panels/nodes.ts';
export type { Panel, Query, Row, Unit } from './monitoring/panels/panel.ts';
export { bySubject, headlinesOf, type Subject, type SubjectRow } from './monitoring/panels/subject.ts';
export { exportedHere, rulesExportedHere, type Scraped } from './monitoring/plain/exported-here.ts';
export {
  type PrometheusConfig,
  type PrometheusConfigProps,
  prometheusConfig,
  ruleFile,
} from './monitoring/plain/prometheus-config.ts';
export type { Addresses, PlainTarget, ScrapeConfig } from './monitoring/plain/scrape-config.ts';
export type { AlertmanagerConfig, InhibitRule, Matcher, Route } from './monitoring/routing/alertmanager-config.ts';
export type { EmailProps } from './monitoring/routing/email.ts';
export type { HeartbeatProps } from './monitoring/routing/heartbeat.ts';
export { type Inhibition, severeMutesMild } from './monitoring/routing/inhibition.ts';
export { type MaintenanceWindow, type Weekday, weekdays } from './monitoring/routing/maintenance.ts';
export type { PagerDutyProps } from './monitoring/routing/pager-duty.ts';
export type { ReceiversProps } from './monitoring/routing/receivers.ts';
export { alertmanagerConfig, type RoutingProps } from './monitoring/routing/routing.ts';
export type { SlackProps } from './monitoring/routing/slack.ts';
export {
  type AlertPair,
  type TierFacts,
  tierInhibitions,
  type WatchedTier,
} from './monitoring/routing/tier-inhibitions.ts';
export type { WebhookProps } from './monitoring/routing/webhook.ts';
export { type AlertingRule, evaluationInterval, type RuleGroup, ruleGroup } from './monitoring/rule-group.ts';
export { Runbooks, type RunbooksProps } from './monitoring/runbooks.ts';
export { type ProbeTarget, type ScrapeTarget, scrapeInterval, scrapeTimeout } from './monitoring/scrape-target.ts';
export { type RowsOf, TierMonitoring, type TierMonitoringProps } from './monitoring/tier-monitoring.ts';
export * from './monitoring/watched.ts';
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
export type { ReleaseAnalysis, SmokeTest } from './releases/release-analysis.ts';
export type { ReleaseStrategy } from './releases/release-strategy.ts';
export { existingSecrets } from './secrets/existing-secrets.ts';
export { type ExternalSecretsProps, externalSecrets } from './secrets/external-secrets.ts';
export type { DerivedValue, SecretPlacement, SecretRequirement, SecretSource } from './secrets/secret-source.ts';
export { type CommandOptions, runCommand } from './synth/command.ts';
export type { Drift } from './synth/committed-files.ts';
export { DataFile, type DataFileProps } from './synth/data-file.ts';
export { type ManifestFiles, manifestFiles } from './synth/manifest-files.ts';
export { OutputFile, type OutputFileProps } from './synth/output-file.ts';
export { compare, type Synthesis, type SynthesizeOptions, synthesize } from './synth/synthesize.ts';
export type { ConfigDirectory } from './workloads/config-directory.ts';
export type { Image } from './workloads/image.ts';
export { ReleaseJob, type ReleaseJobProps } from './workloads/release-job.ts';
export type { Autoscaling, Replicas } from './workloads/replicas.ts';
export type { SecretUse } from './workloads/secret-use.ts';
export type { Shutdown } from './workloads/shutdown.ts';
export { StatefulService } from './workloads/stateful-service.ts';
export type { DataVolume, SecretFile, StatefulServiceProps } from './workloads/stateful-service-props.ts';
export type { ScratchVolume } from './workloads/volumes.ts';
export { WebService } from './workloads/web-service.ts';
export type { WebServiceMonitoring } from './workloads/web-service-monitoring.ts';
export type { MetricsPort, WebServiceProps } from './workloads/web-service-props.ts';
