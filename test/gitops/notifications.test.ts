import { readdirSync, readFileSync } from 'node:fs';
import type { KubernetesObject } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { load, loadAll } from 'js-yaml';
import { git } from '../../charts/platform/git.ts';

type Loose = any;

const objects = readdirSync('argocd').flatMap(
  (file) => loadAll(readFileSync(`argocd/${file}`, 'utf8')) as (KubernetesObject & Loose)[],
);
const configuration = objects.find(({ metadata }) => metadata.name === 'argocd-notifications-cm');
const data: Readonly<Record<string, string>> = configuration.data;
const entries = (prefix: string) =>
  new Map(
    Object.entries(data)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, text]) => [key.slice(prefix.length), load(text) as Loose]),
  );
const triggers = entries('trigger.');
const templates = entries('template.');
const services = entries('service.webhook.');

/** The Application that Argo CD tells of, as far as the templates look at it. */
const told: Loose = {
  app: {
    metadata: { name: 'arq-staging' },
    status: {
      sync: { revision: 'of the last comparison' },
      operationState: { syncResult: { revision: 'of the sync' } },
    },
  },
};

/** Fills in the two forms of Go templates that are used: a field, and a field without a prefix. */
function fill(template: string): string {
  return template.replaceAll(/{{ \.([\w.]+)(?: \| trimPrefix `([^`]*)`)? }}/g, (_all, path: string, prefix = '') => {
    const value = path.split('.').reduce((object, field) => object[field], told) as unknown as string;
    return value.startsWith(prefix) ? value.slice(prefix.length) : value;
  });
}

describe('what Argo CD tells GitHub', () => {
  test('is configured where Argo CD looks for it', () => {
    expect(configuration).toMatchObject({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { namespace: 'argocd', name: 'argocd-notifications-cm' },
    });
  });

  test.each([
    { template: 'environment-healthy', revision: 'of the sync' },
    { template: 'release-degraded', revision: 'of the sync' },
  ])(
    'of $template is JSON that starts workflows of that name, with environment and revision',
    ({ template, revision }) => {
      const { method, body } = templates.get(template).webhook.github;
      expect(method).toBe('POST');
      const filled = fill(body);
      expect(filled).not.toContain('{{');
      expect(JSON.parse(filled)).toEqual({
        event_type: template,
        client_payload: { environment: 'staging', revision },
      });
    },
  );

  test('goes to the repository that Argo CD follows, with a token out of a Secret', () => {
    const repository = git.repository.replace('https://github.com/', '').replace(/\.git$/, '');
    expect(services.get('github')).toEqual({
      url: `https://api.github.com/repos/${repository}/dispatches`,
      headers: [
        // Argo CD fills in the key of its Secret.
        { name: 'Authorization', value: 'Bearer $github-token' },
        { name: 'Accept', value: 'application/vnd.github+json' },
      ],
      retryMax: 5,
    });
  });

  test('is told once for each revision, on conditions about the Application alone', () => {
    expect(Object.fromEntries(triggers)).toEqual({
      'on-environment-healthy': [
        {
          when:
            "app.status.operationState != nil and app.status.operationState.phase == 'Succeeded' and " +
            "app.status.health.status == 'Healthy'",
          oncePer: 'app.status.operationState.syncResult.revision',
          send: ['environment-healthy'],
        },
      ],
      'on-release-degraded': [
        {
          when:
            'any(app.status.operationState?.syncResult?.resources ?? [], ' +
            "{.kind in ['Job', 'Rollout'] and .hookPhase == 'Failed'})",
          oncePer: 'app.status.operationState.syncResult.revision',
          send: ['release-degraded'],
        },
      ],
    });
  });

  test('is complete: each trigger sends a template that there is, to a service that there is', () => {
    const sent = [...triggers.values()].flatMap((rules) => rules.flatMap(({ send }: Loose) => send));
    expect(sent.sort()).toEqual([...templates.keys()].sort());
    for (const { webhook } of templates.values()) expect(Object.keys(webhook)).toEqual([...services.keys()]);
  });

  test('is told of staging and production alone, by every trigger', () => {
    const prefix = 'notifications.argoproj.io/subscribe.';
    const subscriptions = objects
      .filter(({ kind }) => kind === 'Application')
      .flatMap(({ metadata }) =>
        Object.entries((metadata.annotations ?? {}) as Record<string, string>)
          .filter(([key]) => key.startsWith(prefix))
          .map(([key, value]) => `${metadata.name} ${key.slice(prefix.length)}=${value}`),
      );
    const expected = ['arq-production', 'arq-staging'].flatMap((application) =>
      [...triggers.keys()].map((trigger) => `${application} ${trigger}.github=`),
    );
    expect(subscriptions.sort()).toEqual(expected.sort());
  });

  test('may be delivered by the root', () => {
    const project = objects.find(({ kind, metadata }) => kind === 'AppProject' && metadata.name === 'arq-root');
    expect(project.spec.namespaceResourceWhitelist).toContainEqual({ group: '', kind: 'ConfigMap' });
  });
});
