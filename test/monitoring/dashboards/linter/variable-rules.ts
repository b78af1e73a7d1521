import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { read } from '../selectors.ts';
import type { Breach, Rule } from './rule.ts';

/** Checks of a dashboard as a whole, and of its variables. */
export const variableRules: Readonly<Record<string, Rule>> = {
  'template-datasource-rule': (dashboard) => {
    const [one, ...others] = variablesOf(dashboard).filter(({ type }) => type === 'datasource');
    if (!one || others.length > 0) return breach('there is not exactly one variable for the data source');
    return one.name === 'datasource' && one.label === 'Data source'
      ? []
      : breach(`the data source is called ${one.name} and labelled ${one.label}`);
  },
  'template-job-rule': (dashboard) => choiceOf(dashboard, 'job'),
  'template-instance-rule': (dashboard) => choiceOf(dashboard, 'instance'),
  'template-label-promql-rule': (dashboard) =>
    queriesOfVariables(dashboard).flatMap(({ name, query }) => {
      const argument = /^label_values\((?<series>.+), \w+\)$/.exec(String(query))?.groups?.['series'];
      return argument !== undefined && isPromql(argument) ? [] : breach(`${name} asks ${query}`);
    }),
  'template-on-time-change-reload-rule': (dashboard) =>
    queriesOfVariables(dashboard)
      .filter(({ refresh }) => refresh !== 2)
      .flatMap(({ name }) => breach(`${name} does not follow the time that is looked at`)),
  'uneditable-dashboard': ({ editable }) => (editable === false ? [] : breach('it can be edited')),
};

const breach = (message: string): Breach[] => [{ message }];

function variablesOf({ templating }: Dashboard) {
  return templating.list ?? [];
}

function queriesOfVariables(dashboard: Dashboard) {
  return variablesOf(dashboard).filter(({ type }) => type === 'query');
}

function choiceOf(dashboard: Dashboard, name: string): Breach[] {
  const found = variablesOf(dashboard).find((one) => one.name === name);
  const isAsWanted = found?.type === 'query' && found.multi === true && found.allValue === '.+';
  return isAsWanted ? [] : breach(`there is no choice of several of ${name}`);
}

function isPromql(text: string): boolean {
  try {
    read(text);
    return true;
  } catch {
    return false;
  }
}
