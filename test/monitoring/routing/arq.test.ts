import { describe, expect, it } from '@jest/globals';
import { receiverSecretNames, receiverSecrets } from '../../../charts/platform/monitoring/routing/secrets.ts';
import { alertOf, arqAlerts, arqAlertsOf } from './arq.ts';
import { type AlertLabels, receiversOf, unmuted } from './evaluate.ts';
import { expectedReceivers, strangeAlerts } from './expected.ts';

/** Alerts that the platform has been promised to have. */
const promised = [
  'HighMemoryUsage',
  'HighCPUUsage',
  'DatabaseDown',
  'RedisDown',
  'BackendDown',
  'FrontendDown',
  'HighErrorRate',
  'SlowResponseTime',
];

it('all environments are looked at, with all that may fire there', () => {
  expect(arqAlerts.map(({ environment }) => environment).sort()).toEqual(['local', 'production', 'staging']);
  for (const { environment, alerts } of arqAlerts) {
    const names = alerts.map(({ alertname }) => alertname);
    expect(names).toEqual(expect.arrayContaining(promised));
    if (environment !== 'local') expect(names).toEqual(expect.arrayContaining(['Watchdog', 'LowDiskSpace']));
  }
});

describe.each(arqAlerts)('in $environment', ({ environment, config, alerts }) => {
  it('every alert reaches whom it should', () => {
    const all = [...alerts, ...strangeAlerts];
    const reached = all.map((labels) => ({ ...labels, receivers: receiversOf(config, labels).sort() }));
    expect(reached).toEqual(all.map((labels) => ({ ...labels, receivers: expectedReceivers(environment, labels) })));
  });

  it('an outage of a data tier is told, and what follows from it is not', () => {
    const symptoms = [
      alertOf(environment, 'BackendDown', 'arq-backend'),
      alertOf(environment, 'HighErrorRate', 'arq-backend'),
      alertOf(environment, 'SlowResponseTime', 'arq-backend'),
      alertOf(environment, 'AvailabilityBudgetBurnFast', 'arq-backend'),
      alertOf(environment, 'AvailabilityBudgetBurnSlow', 'arq-backend'),
      alertOf(environment, 'LatencyBudgetBurnFast', 'arq-backend'),
      alertOf(environment, 'FrontendDown', 'arq-frontend'),
    ];
    const causes = [
      alertOf(environment, 'DatabaseDown', 'arq-postgres'),
      alertOf(environment, 'RedisDown', 'arq-redis'),
    ];
    const others = [
      alertOf(environment, 'HighMemoryUsage', 'arq-postgres'),
      alertOf(environment, 'HighMemoryUsage', 'arq-backend'),
      // A release that failed its proof because of the outage has been aborted all the same.
      ...(environment === 'local' ? [] : [alertOf(environment, 'ReleaseAborted', 'arq-backend')]),
    ];
    for (const cause of causes) expect(unmuted(config, [cause, ...symptoms, ...others])).toEqual([cause, ...others]);
    expect(unmuted(config, [...causes, ...symptoms])).toEqual(causes);
    const elsewhere = symptoms.map((labels) => ({ ...labels, namespace: 'arq-elsewhere' }));
    expect(unmuted(config, [...causes, ...elsewhere.slice(0, 1)])).toEqual([...causes, ...elsewhere.slice(0, 1)]);
  });

  it('whatever fires, somebody is told', () => {
    // Alerts that mute each other in a circle would be left over, and with nothing but them nobody would be told.
    let rest: readonly AlertLabels[] = alerts;
    while (rest.length > 0) {
      const told = unmuted(config, rest);
      expect({ rest, told }).not.toEqual({ rest, told: [] });
      rest = rest.filter((alert) => !told.includes(alert));
    }
  });
});

describe.each(['production', 'staging'])('secrets of %s', (environment) => {
  const files = [...JSON.stringify(arqAlertsOf(environment).config).matchAll(/"(?:\w+_file)":"([^"]+)"/g)].map(
    ([, file]) => file,
  );

  it('are mounted, each by its key, and none is fetched that nobody reads', () => {
    const mounted = receiverSecrets(environment).flatMap(({ name, keys }) =>
      keys.map((key) => `/etc/alertmanager/secrets/${name}/${key}`),
    );
    expect([...files].sort()).toEqual(mounted.sort());
    expect(receiverSecrets(environment).map(({ name }) => name)).toEqual(receiverSecretNames);
  });
});

it('the record of alerts is told at the address of the backend from another namespace', () => {
  const { receivers } = arqAlertsOf('staging').config;
  expect(receivers.find(({ name }) => name === 'webhook')?.webhook_configs).toMatchObject([
    { url: 'http://arq-backend.arq-staging.svc:3001/api/v1/alerts', send_resolved: true, max_alerts: 0 },
  ]);
});
