import { Manifest, OutputFile } from '@arq/constructs';
import { Yaml } from 'cdk8s';
import type { Construct } from 'constructs';
import { git } from './git.ts';
import { platformName } from './names.ts';

/** Service of Argo CD's notifications that tells GitHub, which starts workflows of that name. */
const service = 'github';

/** What GitHub is told, by the trigger: workflows listen for these events. */
const events = {
  /** A commit was synced, and all that it declares is healthy: what it released has proved itself. */
  'on-environment-healthy': {
    event: 'environment-healthy',
    when: "app.status.operationState != nil and app.status.operationState.phase == 'Succeeded' and app.status.health.status == 'Healthy'",
    revision: 'app.status.operationState.syncResult.revision',
  },
  /**
   * A Rollout or a Job failed while a commit was synced: Git says that a release runs which was aborted, or whose migration
   * failed. Not whatever else is degraded, now or days later, which no return to other images would mend; and it is the
   * commit that was synced, not one that has come since.
   */
  'on-release-degraded': {
    event: 'release-degraded',
    when: "any(app.status.operationState?.syncResult?.resources ?? [], {.kind in ['Job', 'Rollout'] and .hookPhase == 'Failed'})",
    revision: 'app.status.operationState.syncResult.revision',
  },
} as const;

/** Annotations that have GitHub told of an Application. */
export const toldToGitHub: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(events).map((trigger) => [`notifications.argoproj.io/subscribe.${trigger}.${service}`, '']),
);

/**
 * The configuration of Argo CD's notifications. The token stands in the Secret `argocd-notifications-secret` under the key
 * `github-token`, which the administrators of Argo CD create.
 */
export class Notifications extends OutputFile {
  constructor(scope: Construct, id: string, namespace: string) {
    super(scope, id, { file: 'argocd/notifications.yaml', title: 'what Argo CD tells GitHub' });
    const data = Object.entries(events).flatMap(([trigger, { event, when, revision }]) => [
      [
        `template.${event}`,
        Yaml.stringify({ webhook: { [service]: { method: 'POST', body: body(event, revision) } } }),
      ],
      // Once for each commit: health comes and goes.
      [`trigger.${trigger}`, Yaml.stringify([{ when, oncePer: revision, send: [event] }])],
    ]);
    new Manifest(
      this,
      'ConfigMap',
      { apiVersion: 'v1', kind: 'ConfigMap' },
      {
        metadata: { name: 'argocd-notifications-cm', namespace },
        data: { [`service.webhook.${service}`]: Yaml.stringify(webhook()), ...Object.fromEntries(data) },
      },
    );
  }
}

function webhook() {
  const { pathname } = new URL(git.repository);
  return {
    url: `https://api.github.com/repos${pathname.replace(/\.git$/, '')}/dispatches`,
    headers: [
      { name: 'Authorization', value: 'Bearer $github-token' },
      { name: 'Accept', value: 'application/vnd.github+json' },
    ],
    // GitHub is away now and then.
    retryMax: 5,
  };
}

/** https://docs.github.com/en/rest/repos/repos#create-a-repository-dispatch-event */
function body(event: string, revision: string): string {
  return JSON.stringify({
    event_type: event,
    client_payload: {
      environment: `{{ .app.metadata.name | trimPrefix "${platformName}-" }}`.replaceAll('"', '`'),
      revision: `{{ .${revision} }}`,
    },
  });
}
