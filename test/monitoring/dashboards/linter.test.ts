import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { describe, expect, it } from '@jest/globals';
import { build } from './built.ts';
import { covers, readExclusions } from './linter/exclusions.ts';
import { panelRules } from './linter/panel-rules.ts';
import { queryRules } from './linter/query-rules.ts';
import type { Rule } from './linter/rule.ts';
import { variableRules } from './linter/variable-rules.ts';

// The checks of https://github.com/grafana/dashboard-linter, which itself passes all dashboards as well:
// `dashboard-linter lint --strict -c charts/platform/monitoring/dashboards/.lint <file>`.
const rules: Readonly<Record<string, Rule>> = { ...variableRules, ...panelRules, ...queryRules };

const exclusions = readExclusions();
const dashboards = build().flatMap(({ rendering, catalogue, files }) =>
  files.map(({ file, dashboard }) => ({ name: `${rendering}: ${file}`, dashboard, catalogue })),
);
const [overview] = dashboards as [(typeof dashboards)[number]];
const breachesOf = (rule: string, { dashboard, catalogue }: (typeof dashboards)[number]) =>
  (rules[rule] as Rule)(dashboard, catalogue);

describe.each(dashboards)('$name', (built) => {
  it.each(Object.keys(rules))('keeps to %s, or says why not', (rule) => {
    const unexplained = breachesOf(rule, built).filter(
      (breach) => !exclusions.some((exclusion) => covers(exclusion, rule, breach)),
    );
    expect(unexplained).toEqual([]);
  });
});

describe('the exclusions', () => {
  it.each(exclusions)('of $rule are needed, and have a reason ($panel)', (exclusion) => {
    expect(exclusion.reason).toMatch(/\w+ .{20,}/);
    const needed = dashboards.some((built) =>
      breachesOf(exclusion.rule, built).some((breach) => covers(exclusion, exclusion.rule, breach)),
    );
    expect(needed).toBe(true);
  });
});

describe('the rules', () => {
  const planted: Readonly<Record<string, (dashboard: any) => void>> = {
    'template-datasource-rule': ({ templating }) => (templating.list[0].name = 'source'),
    'template-label-promql-rule': ({ templating }) => (templating.list[1].query = 'label_values(up{, namespace)'),
    'template-on-time-change-reload-rule': ({ templating }) => (templating.list[1].refresh = 1),
    'uneditable-dashboard': (dashboard) => (dashboard.editable = true),
    'panel-datasource-rule': ({ panels }) => (panels[1].datasource.uid = 'prometheus'),
    'panel-title-description-rule': ({ panels }) => (panels[1].description = ''),
    'panel-units-rule': ({ panels }) => (panels[1].fieldConfig.defaults.unit = 'apples'),
    'panel-no-targets-rule': ({ panels }) => (panels[1].targets = []),
    'target-logql-rule': ({ templating }) => (templating.list[0].query = 'loki'),
    'target-logql-auto-rule': ({ templating }) => (templating.list[0].query = 'loki'),
    'target-promql-rule': ({ panels }) => (panels[1].targets[0].expr = 'sum by (up'),
    'target-rate-interval-rule': ({ panels }) => (panels[1].targets[0].expr = 'rate(http_requests_total[5m])'),
    'target-counter-agg-rule': ({ panels }) => (panels[1].targets[0].expr = 'sum(http_requests_total)'),
  };

  it.each(Object.entries(planted))('find a mistake: %s', (rule, plant) => {
    const dashboard = structuredClone(overview.dashboard) as Dashboard;
    const before = breachesOf(rule, overview).length;
    plant(dashboard);
    expect(breachesOf(rule, { ...overview, dashboard }).length).toBeGreaterThan(before);
  });

  it.each(['template-job-rule', 'template-instance-rule', 'target-job-rule', 'target-instance-rule'])(
    'find what is excluded: %s',
    (rule) => expect(breachesOf(rule, overview).length).toBeGreaterThan(0),
  );

  it('are all of them', () => {
    expect(Object.keys(rules)).toHaveLength(17);
  });
});
