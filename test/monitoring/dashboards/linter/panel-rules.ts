import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { rowsOf } from '../../../../charts/constructs/monitoring/dashboards/panels-of.ts';
import type { Breach, Rule } from './rule.ts';

type BuiltPanel = ReturnType<typeof rowsOf>[number]['panels'][number];

/** Units of Grafana that a panel of ours may have. */
const units = 'short percentunit s bytes reqps ops cps Bps iops bool dateTimeFromNow none'.split(' ');

/** Checks of each panel. */
export const panelRules: Readonly<Record<string, Rule>> = {
  'panel-datasource-rule': forEachPanel(({ datasource }) =>
    datasource?.uid === '$datasource' ? undefined : `asks the data source ${datasource?.uid}`,
  ),
  'panel-title-description-rule': forEachPanel(({ title, description }) =>
    title && description ? undefined : 'has no title or no description',
  ),
  'panel-units-rule': forEachPanel(({ fieldConfig }) => {
    const unit = fieldConfig?.defaults.unit;
    return unit !== undefined && units.includes(unit) ? undefined : `has the unit ${unit}`;
  }),
  'panel-no-targets-rule': forEachPanel(({ targets = [] }) => (targets.length > 0 ? undefined : 'asks for nothing')),
};

function forEachPanel(find: (panel: BuiltPanel) => string | undefined): Rule {
  return (dashboard: Dashboard) =>
    rowsOf(dashboard).flatMap(({ panels }) =>
      panels.flatMap((panel): Breach[] => {
        const message = find(panel);
        return message === undefined ? [] : [{ panel: String(panel.title), message }];
      }),
    );
}
