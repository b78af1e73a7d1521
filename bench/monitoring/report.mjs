import { median } from '../measure.mjs';
import { table } from '../table.mjs';
import { evaluationInterval, scrapeInterval } from './evaluation.mjs';
import { longest } from './windows.mjs';

/** Groups and rules on objectives: theirs on the API server, ours on the platform. They read windows of hours and days. */
const onObjectives = { group: /\/kube-apiserver-/, rule: /BudgetBurn/ };

export function printSynth({ pairs, sizes }, runs) {
  console.log(`Synthesis of all environments with monitoring and without; medians of ${runs} runs that take turns.`);
  console.log('Without: the same workloads, exporters and network policies; no alerts, monitors, dashboards, routes,');
  console.log('runbooks, nor their checks. cpu: user and system time of the whole process tree.\n');
  const rows = pairs.map(({ name, cpu, cpuWithout }) => [
    name,
    cpu.toFixed(2),
    cpuWithout.toFixed(2),
    (cpu / cpuWithout).toFixed(2),
  ]);
  console.log(table(['', 'with, cpu s', 'without, cpu s', 'ratio'], rows));
  const [full, bare] = sizes;
  const counts = ['objects', 'files', 'bytes'].map((key) => [
    key,
    full[key].toLocaleString('en'),
    bare[key].toLocaleString('en'),
    (full[key] / bare[key]).toFixed(2),
  ]);
  console.log(`\n${table(['written', 'with', 'without', 'ratio'], counts)}\n`);
}

export function printEvaluation({ series, history, results }, evaluations) {
  const [own, peer] = results.map(summaryOf);
  const [ownRest, peerRest] = results.map((result) => summaryOf(withoutObjectives(result)));
  const row = (one, own) => [
    one.name,
    ...[one.rules, one.reading, one.returning, one.samples].map((value) => value.toLocaleString('en')),
    one.milliseconds.toFixed(1),
    (one.milliseconds / own.milliseconds).toFixed(2),
    (one.milliseconds / one.rules).toFixed(2),
    (one.milliseconds / one.rules / (own.milliseconds / own.rules)).toFixed(2),
    one.cpu === undefined ? '-' : one.cpu.toFixed(0),
    one.cpu === undefined ? '-' : (one.cpu / own.cpu).toFixed(2),
  ];
  const rows = [row(own, own), row(peer, own), row(ownRest, ownRest), row(peerRest, ownRest)];
  console.log(
    `One evaluation of all rules on ${series.toLocaleString('en')} series, scraped every ${scrapeInterval} s;`,
  );
  console.log(
    `medians of ${evaluations} evaluations, one every ${evaluationInterval} s, ratios to ours. Both sets read the`,
  );
  console.log(
    'same targets at the same time, each in a Prometheus of its own. ms: what Prometheus says of its groups;',
  );
  console.log('cpu: the process, less that of one that only scrapes. There are at most');
  console.log(
    `${longest / 3600} h of history (${history.toLocaleString('en')} samples), so that windows of days are cheaper here.\n`,
  );
  const head = ['', 'rules', 'reading', 'returning', 'samples', 'ms', 'ratio', 'ms/rule', 'ratio', 'cpu ms', 'ratio'];
  console.log(table(head, rows));
  console.log(
    '\nreading: rules that find samples; returning: recording rules with a result, and alerts that are on.\n',
  );
  for (const { name, rules } of results) console.log(`Dearest of ${name}: ${dearest(rules)}`);
  console.log('');
}

export function printLive(measurements) {
  const rows = measurements.map(({ scenario, alert, isMuted, floor, firing }) => [
    `${scenario}: ${alert}${isMuted ? ' (muted)' : ''}`,
    floor.toFixed(1),
    firing === null ? 'never' : firing.toFixed(1),
    firing === null ? '-' : (firing / floor).toFixed(2),
  ]);
  console.log('From fault to firing, in seconds of the last live run. Floor: scrape + evaluation + `for`; windows of');
  console.log('the expression come on top.\n');
  console.log(table(['', 'floor', 'firing', 'ratio'], rows));
  const ratios = measurements.filter(({ firing }) => firing !== null).map(({ floor, firing }) => firing / floor);
  if (ratios.length > 0) console.log(`\nMedian ratio: ${median(ratios).toFixed(2)}`);
}

/** A group that is taken out in part costs what its other rules do. */
function withoutObjectives({ name, rules, groups }) {
  const isOn = (group, rule) => onObjectives.group.test(group) || onObjectives.rule.test(rule);
  const dropped = rules.filter((rule) => isOn(rule.group, rule.name));
  const spared = (group) =>
    dropped.filter((rule) => rule.group === group).reduce((sum, rule) => sum + rule.milliseconds, 0);
  return {
    name: `${name}, no SLO`,
    rules: rules.filter((rule) => !dropped.includes(rule)),
    groups: groups
      .filter((group) => !onObjectives.group.test(group.name))
      .map((group) => ({ ...group, milliseconds: group.milliseconds - spared(group.name) })),
  };
}

function summaryOf({ name, cpu, groups, rules }) {
  const sum = (values) => values.reduce((total, value) => total + value, 0);
  return {
    name,
    cpu,
    rules: rules.length,
    reading: rules.filter(({ samples }) => samples > 0).length,
    returning: rules.filter(({ returned }) => returned > 0).length,
    samples: sum(rules.map(({ samples }) => samples)),
    milliseconds: sum(groups.map(({ milliseconds }) => milliseconds)),
  };
}

function dearest(rules) {
  const sorted = [...rules].sort((a, b) => b.milliseconds - a.milliseconds).slice(0, 5);
  return sorted
    .map(({ group, name, milliseconds }) => `${name} of ${group.split('/').at(-1)} ${milliseconds.toFixed(1)} ms`)
    .join(', ');
}
