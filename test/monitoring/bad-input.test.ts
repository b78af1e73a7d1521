import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AlertProps, alert, manifestFiles, Runbooks, ruleGroup } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import type { App } from 'cdk8s';
import { shop, web } from '../support/fixture.ts';

const sound: AlertProps = {
  name: 'QueueLong',
  severity: 'warning',
  for: '5m',
  expression: () => 'max by (namespace) (http_requests_in_flight{namespace="shop-test"}) > 3',
  summary: 'The queue is long',
  description: 'There are {{ $value }} in {{ $labels.namespace }}.',
};

const metrics = [
  {
    exporter: 'shop-web',
    version: '1',
    metrics: { http_requests_in_flight: { type: 'gauge', help: '', labels: ['route'] } },
  },
] as const;

/** What synth says of a shop with such an alert. */
function sayingOf(props: Partial<AlertProps>): string[] {
  const environment = shop({ monitoring: { metrics } });
  web(environment).monitoring.addAlerts(alert({ ...sound, ...props }));
  return environment.node.root.node.findAll().flatMap((construct) => construct.node.validate());
}

describe('an alert', () => {
  test('is accepted as it should be', () => {
    expect(sayingOf({})).toEqual([]);
  });

  test('with a typing error in a metric is refused, with the metric that may be meant', () => {
    const [message, ...others] = sayingOf({
      expression: () => 'max by (namespace) (http_request_in_flight{namespace="shop-test"}) > 3',
    });
    expect(others).toEqual([]);
    expect(message).toContain('Shop/shop-web: alert QueueLong');
    expect(message).toContain('"http_request_in_flight"');
    expect(message).toContain('"http_requests_in_flight"');
  });

  test('with a typing error in a label is refused, with the label that may be meant', () => {
    const [message, ...others] = sayingOf({
      expression: () => 'max by (namespace) (http_requests_in_flight{namspace="shop-test"}) > 3',
    });
    expect(others).toEqual([]);
    expect(message).toContain('Shop/shop-web: alert QueueLong');
    expect(message).toContain('"namspace"');
    expect(message).toContain('"namespace"');
  });

  test('with broken PromQL is refused, with the place', () => {
    const [message, ...others] = sayingOf({ expression: () => 'max by (namespace) (http_requests_in_flight > 3' });
    expect(others).toEqual([]);
    expect(message).toContain('Shop/shop-web: alert QueueLong');
    expect(message).toMatch(/line 1/);
  });

  test('with a broken duration is refused, with the value and a right one', () => {
    expect(() => sayingOf({ for: '5 minutes' })).toThrow(
      'alert QueueLong: for: "5 minutes" is no duration; write one like "30s", "5m" or "1h30m", larger units first',
    );
  });

  test('that loses the namespace is refused', () => {
    expect(sayingOf({ expression: () => 'max by (route) (http_requests_in_flight) > 3' })).toEqual([
      'Shop/shop-web: alert QueueLong: its series carry only route, so nobody could tell whose it is; keep namespace, as ' +
        'in "max by (namespace) (...)"',
      expect.stringContaining('Shop/shop-web: alert QueueLong: description'),
    ]);
  });

  test('whose text names a label that it has not is refused', () => {
    const [message, ...others] = sayingOf({ description: 'Look at {{ $labels.pod }}.' });
    expect(others).toEqual([]);
    expect(message).toContain('Shop/shop-web: alert QueueLong: description');
    expect(message).toContain('pod');
  });

  test('is refused twice under one name', () => {
    const environment = shop();
    const { monitoring } = web(environment);
    monitoring.addAlerts(alert(sound));
    expect(() => monitoring.addAlerts(alert(sound))).toThrow(
      'Shop/shop-web: two alerts are named "QueueLong"; rename one, or give the first one other thresholds',
    );
  });

  test.each(['queueLong', 'Queue Long', '../Queue', ''])('named %j is refused', (name) => {
    expect(() => alert({ ...sound, name })).toThrow(`alert "${name}": the name is not in CamelCase`);
  });

  test('with a threshold that is no number is refused', () => {
    expect(() => alert({ ...sound, thresholds: { length: Number.NaN } })).toThrow(
      'alert QueueLong: the threshold length is NaN; name a finite number',
    );
  });
});

describe('runbooks', () => {
  function sayingWith(files: readonly string[]): string[] {
    const root = mkdtempSync(join(tmpdir(), 'arq-runbooks-'));
    try {
      mkdirSync(join(root, 'docs/runbooks'), { recursive: true });
      for (const file of files) writeFileSync(join(root, 'docs/runbooks', file), '');
      const environment = shop();
      web(environment).monitoring.addAlerts(alert(sound));
      const runbooks = new Runbooks(environment, 'Runbooks', { root, folder: 'docs/runbooks' });
      return runbooks.node.validate().filter((message) => message.includes('Queue'));
    } finally {
      rmSync(root, { recursive: true });
    }
  }

  test('are complete', () => {
    expect(sayingWith(['QueueLong.md', 'README.md'])).toEqual([]);
  });

  test('are missed', () => {
    expect(sayingWith([])).toEqual(['Shop/shop-web: alert QueueLong has no runbook; write docs/runbooks/QueueLong.md']);
  });

  test('about nothing are refused, with the alert that may be meant', () => {
    expect(sayingWith(['QueueLog.md'])).toEqual([
      'Shop/shop-web: alert QueueLong has no runbook; write docs/runbooks/QueueLong.md, or rename QueueLog.md',
      'docs/runbooks/QueueLog.md: no alert is named QueueLog; delete the file, or rename it',
    ]);
  });
});

describe('a rule', () => {
  test('links to its runbook', () => {
    const { rules } = ruleGroup({
      name: 'any',
      alerts: [alert(sound)],
      labels: { workload: 'shop-web' },
      runbookUrl: (name) => `https://docs.example/${name}.md`,
    });
    expect(rules).toEqual([
      {
        alert: 'QueueLong',
        expr: sound.expression({}),
        for: '5m',
        labels: { severity: 'warning', workload: 'shop-web' },
        annotations: {
          summary: sound.summary,
          description: sound.description,
          runbook_url: 'https://docs.example/QueueLong.md',
        },
      },
    ]);
  });

  test('is emitted in the same way', () => {
    const prometheus = { name: 'prometheus', namespace: 'monitoring', labels: { app: 'prometheus' } };
    const environment = shop({ monitoring: { prometheus, metrics } });
    const app = environment.node.root as App;
    web(environment).monitoring.addAlerts(alert(sound));
    const text = manifestFiles(app, 'test').get('dist/test/shop-web.yaml');
    expect(text).toContain('alert: QueueLong');
  });
});
