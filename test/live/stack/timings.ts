import type { LocalFiles } from '../../../charts/platform/monitoring/local/local-files.ts';
import { scaled } from '../../../dev/monitoring/scale.ts';

/** By what rules are evaluated more often, `for` lasts shorter, and Alertmanager waits less than in the cluster. */
export const factor = 0.1;

/**
 * Makes alerts fire and arrive sooner, and leaves what decides on them as it is: no expression is changed, nor how often and
 * how long programs are scraped, since windows count scrapes and one leg compares their length with 4 s.
 */
export function hastened(files: LocalFiles): LocalFiles {
  const { 'prometheus.yml': prometheus, 'rules.yml': rules, 'alertmanager.yml': alertmanager } = files;
  const { evaluation_interval: interval } = scaled(
    { evaluation_interval: prometheus.global.evaluation_interval },
    factor,
  );
  return {
    ...files,
    'prometheus.yml': { ...prometheus, global: { ...prometheus.global, evaluation_interval: interval } },
    'rules.yml': {
      ...rules,
      groups: rules.groups.map((group) => ({
        ...group,
        ...scaled({ interval: group.interval }, factor),
        rules: group.rules.map((rule) => ({ ...scaled({ ...rule, expr: 'vector(0)' }, factor), expr: rule.expr })),
      })),
    },
    'alertmanager.yml': scaled(alertmanager, factor),
  };
}
