import { alertmanagerConfig } from '@arq/constructs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Amtool } from './amtool.ts';
import { arqAlerts } from './arq.ts';
import { expectedReceivers, strangeAlerts } from './expected.ts';
import { installedAmtools } from './installed.ts';
import { shopRouting } from './shop.ts';

describe.each(installedAmtools())('$title', (program) => {
  describe.each(arqAlerts)('on the routing of $environment', ({ environment, config, alerts }) => {
    const amtool = new Amtool(program, config);
    afterAll(() => amtool.remove());

    it('finds no fault', () => {
      expect(amtool.check()).toBeUndefined();
    });

    it('sends every alert to whom it should', () => {
      const all = [...alerts, ...strangeAlerts];
      expect(all.length).toBeGreaterThan(40);
      const reached = all.map((labels) => ({ ...labels, receivers: amtool.receiversOf(labels) }));
      expect(reached).toEqual(all.map((labels) => ({ ...labels, receivers: expectedReceivers(environment, labels) })));
    });
  });

  it('finds no fault with anything that can be asked for', () => {
    const amtool = new Amtool(
      program,
      alertmanagerConfig({
        ...shopRouting,
        maintenance: [
          {
            name: 'everything',
            weekdays: ['monday', 'sunday'],
            times: [
              { from: '00:00', to: '02:30' },
              { from: '22:00', to: '24:00' },
            ],
            daysOfMonth: [
              { from: 1, to: 7 },
              { from: -3, to: -1 },
            ],
            months: ['january', 'december'],
            location: 'Europe/Berlin',
            severities: ['critical', 'warning', 'info'],
            receivers: ['slack'],
          },
          { name: 'all-day', weekdays: ['saturday'] },
        ],
      }),
    );
    expect(amtool.check()).toBeUndefined();
    amtool.remove();
  });

  it('finds fault with what is wrong', () => {
    const config = alertmanagerConfig(shopRouting);
    const amtool = new Amtool(program, { ...config, route: { ...config.route, receiver: 'gone' } });
    expect(amtool.check()).toContain('undefined receiver "gone"');
    amtool.remove();
  });
});
