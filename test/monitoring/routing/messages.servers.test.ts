import { alertmanagerConfig } from '@arq/constructs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { installedAlertmanagers } from './installed.ts';
import { RunningAlertmanager } from './running-alertmanager.ts';
import { labelsOf, shopRouting } from './shop.ts';

const database = { ...labelsOf('db', 'DatabaseDown'), pod: '<!channel>' };

describe.each(installedAlertmanagers())('messages of $title', (program) => {
  let running: RunningAlertmanager;
  const many = Array.from({ length: 12 }, (_, index) => ({
    ...labelsOf('api', 'HighMemoryUsage'),
    pod: `api-${index}`,
  }));

  beforeAll(async () => {
    running = await RunningAlertmanager.start(alertmanagerConfig(shopRouting), program);
    await running.fire(database, ...many);
    await running.until(() => running.deliveriesTo('slack').length === 2, 'two messages');
    await running.resolve(database);
    await running.until(() => running.deliveriesTo('pagerDuty').length === 2, 'the end of the incident');
    await running.until(() => running.deliveriesTo('email').length === 1, 'a mail');
  });
  afterAll(() => running?.stop());

  it('in Slack tell what is wrong, where, and what to do, and call nobody by a label', () => {
    const [{ body } = { body: {} }] = running.deliveriesTo('slack');
    expect(body.channel).toBe('#shop');
    expect(body.attachments).toMatchObject([
      {
        title: 'Firing (1): DatabaseDown in production',
        title_link: 'https://runbooks.example/DatabaseDown.md',
        fallback: 'Firing (1): DatabaseDown in production',
        color: 'danger',
      },
    ]);
    expect(body.attachments[0].text.trimEnd().split('\n')).toEqual([
      '*DatabaseDown &amp; &lt;friends&gt;*',
      'What DatabaseDown is about',
      '<https://runbooks.example/DatabaseDown.md|What to do>',
      '`alertname=DatabaseDown` `namespace=shop-production` `pod=&lt;!channel&gt;` `severity=critical` `workload=db`',
    ]);
  });

  it('in Slack tell the end', () => {
    const [attachment] =
      running.deliveriesTo('slack').find(({ body }) => body.attachments[0].color === 'good')?.body.attachments ?? [];
    expect(attachment).toMatchObject({
      title: 'Resolved: DatabaseDown in production',
      text: 'Over: DatabaseDown &amp; &lt;friends&gt;\n',
    });
  });

  it('in Slack tell ten of many', () => {
    const warnings = running.deliveriesTo('slack').map(({ body }) => body.attachments[0]);
    const { title, color, text } = warnings.find((attachment) => attachment.color === 'warning');
    expect({ title, color }).toEqual({ title: 'Firing (12): HighMemoryUsage in production', color: 'warning' });
    expect(text.match(/What to do/g)).toHaveLength(10);
    expect(text.trimEnd().split('\n').at(-1)).toBe('… of 12 in all');
  });

  it('in PagerDuty open an incident and end it', () => {
    const [opened, ended] = running.deliveriesTo('pagerDuty').map(({ body }) => body);
    expect(opened).toMatchObject({
      routing_key: 'key-of-the-service',
      event_action: 'trigger',
      links: [{ href: 'https://runbooks.example/DatabaseDown.md', text: 'What to do' }],
      payload: {
        summary: 'DatabaseDown in production: DatabaseDown & <friends>',
        severity: 'critical',
        source: 'production',
        class: 'DatabaseDown',
        component: 'db',
        group: 'shop-production',
        custom_details: {
          environment: 'production',
          summary: 'DatabaseDown & <friends>\n',
          description: 'What DatabaseDown is about\n',
          runbook: 'https://runbooks.example/DatabaseDown.md',
          labels: 'alertname=DatabaseDown\nnamespace=shop-production\npod=<!channel>\nseverity=critical\nworkload=db\n',
        },
      },
    });
    expect(ended).toMatchObject({ event_action: 'resolve', dedup_key: opened.dedup_key });
  });

  it('by mail tell the same in plain text', () => {
    const [mail] = running.deliveriesTo('email');
    expect(mail?.authorization?.split('\0')).toEqual(['', 'alerts', 'password of the sender']);
    const text = String(mail?.body).replaceAll('=\n', '').replaceAll('=3D', '=');
    expect(text).toContain('To: team@shop.example, boss@shop.example');
    expect(text).toContain('Subject: 12 firing, 0 resolved in production: HighMemoryUsage');
    expect(text).toContain('Content-Type: text/plain');
    expect(text).not.toContain('text/html');
    for (const line of ['Environment: production', 'HighMemoryUsage & <friends>', 'What HighMemoryUsage is about']) {
      expect(text).toContain(`\n${line}\n`);
    }
    expect(text).toContain('What to do: https://runbooks.example/HighMemoryUsage.md');
    expect(text).toContain('pod=api-0 severity=warning workload=api');
    expect(text).toMatch(/\nwarning: HighMemoryUsage, since \d{4}-\d\d-\d\d \d\d:\d\d UTC\n/);
  });

  it('for a program carry its token, and all alerts of the group', () => {
    const deliveries = running.deliveriesTo('webhook');
    expect(new Set(deliveries.map(({ authorization }) => authorization))).toEqual(
      new Set(['Bearer token-of-the-record']),
    );
    const group = deliveries.find(({ body }) => body.groupLabels.alertname === 'HighMemoryUsage')?.body;
    expect(group).toMatchObject({ version: '4', truncatedAlerts: 0 });
    expect(group.alerts).toHaveLength(12);
  });
});
