import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Construct } from 'constructs';
import { nearestOf } from './catalogue/nearest.ts';
import { TierMonitoring } from './tier-monitoring.ts';

/** Where the runbooks are. */
export interface RunbooksProps {
  /** The project's root. */
  readonly root: string;
  /** Folder below it: one file `<alert>.md` for each alert, and nothing else but `README.md`. */
  readonly folder: string;
}

/**
 * Holds alerts and runbooks together: everything below the same root that alerts has a runbook, and no runbook is about
 * an alert that is gone.
 */
export class Runbooks extends Construct {
  constructor(scope: Construct, id: string, { root, folder }: RunbooksProps) {
    super(scope, id);
    this.node.addValidation({ validate: () => this.mistakes(folder, runbooksIn(join(root, folder))) });
  }

  private mistakes(folder: string, written: readonly string[]): string[] {
    const alerts = alertsBelow(this.node.root);
    const missing = [...alerts].filter(([name]) => !written.includes(name));
    const stray = written.filter((name) => !alerts.has(name));
    return [
      ...missing.map(
        ([name, place]) => `${place}: alert ${name} has no runbook; write ${folder}/${name}.md${near(name, stray)}`,
      ),
      ...stray.map((name) => `${folder}/${name}.md: no alert is named ${name}; delete the file, or rename it`),
    ];
  }
}

/** Names of all alerts, each with the place of the first one. */
function alertsBelow(root: Construct['node']['root']): ReadonlyMap<string, string> {
  const monitored = root.node.findAll().filter((construct) => construct instanceof TierMonitoring);
  const places = new Map<string, string>();
  for (const { alerts, node } of monitored as TierMonitoring[]) {
    for (const { name } of alerts) if (!places.has(name)) places.set(name, node.scope?.node.path ?? node.path);
  }
  return new Map([...places].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function runbooksIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .map((file) => file.slice(0, -'.md'.length))
    .sort();
}

/** A stray runbook that may be meant. */
function near(name: string, stray: readonly string[]): string {
  const nearest = nearestOf(name, stray);
  return nearest === undefined ? '' : `, or rename ${nearest}.md`;
}
