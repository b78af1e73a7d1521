import { describe, expect, it } from '@jest/globals';
import type { Alert } from '../../../charts/constructs/monitoring/alert.ts';
import { type WebServiceFacts, webServiceAlerts } from '../../../charts/constructs/monitoring/alerts/web-service.ts';
import type { Watched } from '../../../charts/constructs/monitoring/watched.ts';

const shop: Watched = { namespace: 'shop', workload: 'shop-web', kind: 'Deployment', job: 'shop-web' };
const bare: WebServiceFacts = { downAlert: 'ShopDown', autoscaled: false, metrics: false, node: false };
const http = { excludedRoutes: ['/health'], buckets: [0.1, 0.3, 1, 2.5, 5] };
const scraped: WebServiceFacts = { ...bare, metrics: true, http };

const namesOf = (facts: WebServiceFacts) => webServiceAlerts(shop, facts).map(({ name }) => name);
const find = (name: string, facts: WebServiceFacts) =>
  webServiceAlerts(shop, facts).find((alert) => alert.name === name) as Alert;

const ofAnyWorkload = [
  'HighMemoryUsage',
  'HighCPUUsage',
  'ContainerThrottled',
  'ContainerOutOfMemory',
  'PodCrashLooping',
  'PodNotReady',
  'RolloutStuck',
];

describe('the alerts of a web service', () => {
  it('are those of its pods where it shows nothing', () => {
    expect(namesOf(bare)).toEqual(['ShopDown', ...ofAnyWorkload]);
  });

  it('grow with what it shows', () => {
    const facts = { ...scraped, probeJob: 'shop-web-probe', autoscaled: true, node: true };
    expect(namesOf(facts)).toEqual([
      'ShopDown',
      'TargetDown',
      'HighErrorRate',
      'SlowResponseTime',
      'AvailabilityBudgetBurnFast',
      'AvailabilityBudgetBurnSlow',
      'LatencyBudgetBurnFast',
      'LatencyBudgetBurnSlow',
      'ProbeUnreliable',
      'ProbeMissing',
      'AutoscalerAtMaximum',
      'AutoscalerInactive',
      'EventLoopLag',
      'FileDescriptorsRunningOut',
      ...ofAnyWorkload,
    ]);
  });

  it('of a Rollout tell of its releases, and read what its controller counts', () => {
    const facts = { ...scraped, probeJob: 'shop-web-probe', autoscaled: true, node: true };
    const alerts = webServiceAlerts({ ...shop, kind: 'Rollout' }, facts);
    expect(alerts.map(({ name }) => name)).toEqual([...namesOf(facts), 'ReleaseAborted']);
    expect(alerts.map(({ expression }) => expression).join('\n')).not.toMatch(/deployment/);
    const ofController = alerts.filter(({ expression }) => expression.includes('rollout_info'));
    expect(ofController.map(({ name }) => name)).toEqual([
      'ShopDown',
      'ProbeUnreliable',
      'AutoscalerInactive',
      'RolloutStuck',
      'ReleaseAborted',
    ]);
    for (const { expression } of ofController) expect(expression).toContain('namespace="shop",name="shop-web"');
  });

  it('do not read series that are not there', () => {
    const read = webServiceAlerts(shop, bare).map(({ expression }) => expression);
    expect(read.join('\n')).not.toMatch(/\bup\{|probe_success|process_|http_/);
  });

  it('say which outage follows from another one, and which symptoms users notice', () => {
    const muted = webServiceAlerts(shop, scraped).filter((alert) => alert.muted);
    expect(muted.map(({ name }) => name)).toEqual([
      'ShopDown',
      'HighErrorRate',
      'SlowResponseTime',
      'AvailabilityBudgetBurnFast',
      'AvailabilityBudgetBurnSlow',
      'LatencyBudgetBurnFast',
      'LatencyBudgetBurnSlow',
    ]);
    expect(webServiceAlerts(shop, scraped).flatMap(({ name, mutes }) => (mutes ? [name] : []))).toEqual(['ShopDown']);
  });
});

describe('thresholds', () => {
  it('reach the expression and the text', () => {
    const alert = find('HighErrorRate', { ...scraped, thresholds: { highErrorRate: { errorShare: 0.07 } } });
    expect(alert.expression).toContain('> 0.07\n');
    expect(alert.description).toContain('more than 7 %');
  });

  it('of one alert leave the others as they are', () => {
    const facts = {
      ...scraped,
      node: true,
      thresholds: { highCpuUsage: { nodeCores: 0.6 }, podCrashLooping: { restarts: 9 } },
    };
    expect(find('HighCPUUsage', facts).thresholds).toEqual({ limitShare: 0.8, nodeCores: 0.6 });
    expect(find('PodCrashLooping', facts).thresholds).toEqual({ restarts: 9 });
    expect(find('HighMemoryUsage', facts).thresholds).toEqual({ limitShare: 0.8 });
  });

  it.each([
    [
      'a percentage',
      { highMemoryUsage: { limitShare: 80 } },
      'HighMemoryUsage of shop-web: limitShare is 80, and a share lies between 0 and 1',
    ],
    [
      'no bound of the histogram',
      { slowResponseTime: { limitSeconds: 2 } },
      'SlowResponseTime of shop-web: limitSeconds is 2 s, but the histogram of shop-web counts at 0.1, 0.3, 1, 2.5, 5 s',
    ],
    [
      'the last bound of the histogram',
      { latency: { limitSeconds: 5 } },
      'LatencyBudgetBurn of shop-web: limitSeconds is 5 s, but',
    ],
    [
      'an objective that leaves so much that no outage exceeds it',
      { availability: { objective: 0.9 } },
      'name one above 0.930555555556',
    ],
  ])('that are %s are refused', (_what, thresholds, message) => {
    expect(() => webServiceAlerts(shop, { ...scraped, thresholds })).toThrow(message);
  });
});

describe('requests', () => {
  it('cannot be watched of a service that is not scraped', () => {
    const message = 'alerts of shop-web: they are to read its requests, but it is not scraped; give it a metrics port';
    expect(() => webServiceAlerts(shop, { ...bare, http })).toThrow(message);
    expect(() => webServiceAlerts(shop, { ...bare, node: true })).toThrow('they are to read its Node.js process');
  });

  it('are found in any Prometheus by a whole number of seconds', () => {
    const facts = { ...scraped, thresholds: { latency: { limitSeconds: 1 } } };
    expect(find('LatencyBudgetBurnFast', facts).expression).toContain('le=~"1|1[.]0"');
    expect(find('LatencyBudgetBurnFast', scraped).expression).toContain('le="0.3"');
  });

  it('are left out by the text of their route, not by a pattern', () => {
    const excludedRoutes = ['/[lang]/health.txt', '/items/{id}'];
    const { expression } = find('HighErrorRate', { ...scraped, http: { ...http, excludedRoutes } });
    const [, written = ''] = /route!~"([^"]*)"/.exec(expression) ?? [];
    const pattern = new RegExp(`^(?:${written.replaceAll('\\\\', '\\')})$`);
    expect(excludedRoutes.filter((route) => pattern.test(route))).toEqual(excludedRoutes);
    expect(['/l/health.txt', '/[lang]/healthxtxt', '/items/1'].filter((route) => pattern.test(route))).toEqual([]);
  });

  it('of streams may fail, but cannot be slow', () => {
    const facts = { ...scraped, http: { ...http, streamRoutes: ['/stream'] } };
    expect(find('HighErrorRate', facts).expression).not.toContain('/stream');
    expect(find('SlowResponseTime', facts).expression.match(/route!~"\/health\|\/stream"/g)).toHaveLength(2);
  });

  it('are all counted where no route is left out', () => {
    const facts = { ...scraped, http: { ...http, excludedRoutes: [] } };
    expect(find('HighErrorRate', facts).expression).not.toContain('route');
  });
});
