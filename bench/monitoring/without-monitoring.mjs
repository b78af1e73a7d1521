import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where everything that a tier says about its monitoring ends up. */
const tierMonitoring = 'charts/constructs/monitoring/tier-monitoring.ts';

/** What is taken out, by file: each text has to be there exactly once. */
const edits = {
  'charts/main.ts': [
    [/ {2}for \(const \{ settings, environment \} of platforms\) \{\n.*?\n {2}\}\n/s, ''],
    [/ {2}new Runbooks\(.*\n/, ''],
  ],
  // Routes and inhibitions name alerts, and are held against them.
  'charts/platform/gitops.ts': [[/alertmanager: arqRouting\(environment\)/, 'alertmanager: {}']],
};

/**
 * Turns a copy of the project into one that has the same workloads, exporters and network policies, but no alerts,
 * monitors, dashboards, routes and runbooks, and none of their checks. The texts of alerts and panels are still written: they are
 * arguments, and no caller would be the same without them.
 * @param {string} root of the copy
 * @throws Error if the sources no longer look as they are expected to
 */
export function withoutMonitoring(root) {
  writeFileSync(join(root, tierMonitoring), silentTier(readFileSync(join(root, tierMonitoring), 'utf8')));
  for (const [file, replacements] of Object.entries(edits)) {
    const path = join(root, file);
    const text = replacements.reduce(
      (text, [from, to]) => replaceOnce(file, text, from, to),
      readFileSync(path, 'utf8'),
    );
    writeFileSync(path, text);
  }
}

/** The class with bodies that forget what they are told. */
function silentTier(text) {
  const silent = {
    'addAlerts(...alerts: readonly Alert[]): void': '',
    'addRows(rows: RowsOf): void': '',
    "scrape(target: ScrapeTarget, by: 'service' | 'pod'): void": '',
    'probe(target: ProbeTarget): void': '',
    'private mistakes(): string[]': 'return [];',
  };
  return Object.entries(silent).reduce((text, [signature, body]) => {
    const start = text.indexOf(`  ${signature} {\n`);
    const end = text.indexOf('\n  }\n', start);
    if (start < 0) throw changed(tierMonitoring, signature);
    return `${text.slice(0, start)}  ${signature} { ${body} }\n${text.slice(end + '\n  }\n'.length)}`;
  }, text);
}

function replaceOnce(file, text, from, to) {
  const found = text.match(new RegExp(from, `${from.flags}g`)) ?? [];
  if (found.length !== 1) throw changed(file, from);
  return text.replace(from, to);
}

function changed(file, wanted) {
  return new Error(`${file}: "${wanted}" is not there; bring bench/monitoring/without-monitoring.mjs up to date`);
}
