import { afterEach, describe, expect, it } from '@jest/globals';
import { alertOf, arqAlerts, arqAlertsOf } from './arq.ts';
import { installedAlertmanagers } from './installed.ts';
import { RunningAlertmanager } from './running-alertmanager.ts';

describe.each(installedAlertmanagers())('$title', (program) => {
  let running: RunningAlertmanager;
  afterEach(() => running.stop());

  it.each(arqAlerts)(
    'starts with the routing of $environment, and tells of an outage',
    async ({ environment, config }) => {
      running = await RunningAlertmanager.start(config, program);
      const database = alertOf(environment, 'DatabaseDown', 'arq-postgres');
      const symptoms = [
        alertOf(environment, 'BackendDown', 'arq-backend'),
        alertOf(environment, 'HighErrorRate', 'arq-backend'),
        alertOf(environment, 'FrontendDown', 'arq-frontend'),
      ];
      const elsewhere = { ...symptoms[0], namespace: 'arq-elsewhere' };
      const { namespace } = database;
      await running.fire(...symptoms, elsewhere);
      await running.fire(database);
      await running.until(() => running.recorded.length >= 2, 'two alerts');
      expect(running.recorded.sort()).toEqual(['arq-elsewhere/BackendDown firing', `${namespace}/DatabaseDown firing`]);

      await running.resolve(database);
      await running.until(() => running.recorded.length === 4, 'what is left over');
      expect(running.recorded).toHaveLength(4);
    },
  );

  it('wakes somebody in production alone', async () => {
    running = await RunningAlertmanager.start(arqAlertsOf('production').config, program);
    await running.fire(alertOf('production', 'DatabaseDown', 'arq-postgres'));
    await running.until(() => running.deliveriesTo('pagerDuty').length === 1, 'an incident');
    expect(running.deliveriesTo('slack')[0]?.body.channel).toBe('#arq-production');
    await running.stop();
    running = await RunningAlertmanager.start(arqAlertsOf('staging').config, program);
    await running.fire(alertOf('staging', 'DatabaseDown', 'arq-postgres'));
    await running.until(() => running.deliveriesTo('slack').length === 1, 'a message');
    expect(running.deliveriesTo('slack')[0]?.body.channel).toBe('#arq-staging');
    expect(running.deliveriesTo('pagerDuty')).toEqual([]);
  });
});
