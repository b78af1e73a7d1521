import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cpuSeconds } from '../backend/servers.mjs';
import { median } from '../measure.mjs';
import { cluster } from './cluster/cluster.mjs';
import { startExporter } from './exporter.mjs';
import { writeHistory } from './history.mjs';
import { startPrometheus } from './prometheus.mjs';
import { windowsOf } from './windows.mjs';

export const scrapeInterval = 10;

/** Shorter than in a cluster, so that many evaluations take few minutes; the cost of one is the same. */
export const evaluationInterval = 15;

const warmUpSeconds = 90;

/**
 * One rule, as it was evaluated.
 * @typedef {object} Rule
 * @property {string} name
 * @property {string} group
 * @property {number} milliseconds median
 * @property {number} samples read by one evaluation
 * @property {number} returned series that one evaluation has as its result
 */

/**
 * What a set of rules costs.
 * @typedef {object} Result
 * @property {string} id
 * @property {string} name
 * @property {number} cpu milliseconds of the process for one evaluation of all rules, what scraping costs taken off
 * @property {{ name: string, milliseconds: number }[]} groups medians of what Prometheus says of each group
 * @property {Rule[]} rules
 */

/**
 * Has each set of rules evaluated over the same data by a Prometheus of its own, at the same time, beside one that only
 * scrapes.
 * @param {string} workspace
 * @param {readonly import('./rule-sets.mjs').RuleSet[]} sets
 * @param {number} evaluations of each rule that count
 * @returns {Promise<{ series: number, history: number, results: Result[] }>} `history` in samples
 */
export async function measureEvaluation(workspace, sets, evaluations) {
  const targets = cluster();
  const history = join(workspace, 'history');
  mkdirSync(history);
  const rules = sets.flatMap(({ groups }) => groups.flatMap((group) => group.rules));
  const samples = await writeHistory(history, targets, windowsOf(rules), scrapeInterval);
  const exporter = await startExporter(targets);
  const servers = [];
  try {
    const common = { history, targets, exporter: exporter.address, scrapeInterval, evaluationInterval };
    for (const { id, groups } of [{ id: 'none', groups: [] }, ...sets]) {
      servers.push(await startPrometheus(join(workspace, id), { ...common, groups }));
    }
    const [idle, ...busy] = servers;
    await pause(warmUpSeconds * 1000);
    const series = Number((await idle.get('query', { query: 'count({__name__=~".+"})' })).result[0].value[1]);
    const before = servers.map(({ pid }) => cpuSeconds(pid));
    const times = await watch(busy, evaluations);
    const [idleCpu, ...cpus] = servers.map(({ pid }, index) => cpuSeconds(pid) - before[index]);
    const results = [];
    for (const [index, server] of busy.entries()) {
      const cpu = ((cpus[index] - idleCpu) * 1000) / evaluations;
      const { id, name } = sets[index];
      const { groups, rules } = times[index];
      results.push({ id, name, cpu, groups: groupTimes(groups), rules: await describe(server, rules) });
    }
    return { series, history: samples, results };
  } finally {
    for (const server of servers) await server.stop();
    await exporter.close();
  }
}

/** Collects how long each rule takes, over as many evaluations as asked for. */
async function watch(servers, evaluations) {
  const times = servers.map(() => ({ groups: new Map(), rules: new Map() }));
  const end = Date.now() + evaluations * evaluationInterval * 1000;
  while (Date.now() < end) {
    await pause(Math.min(5000, Math.max(0, end - Date.now())));
    for (const [index, server] of servers.entries()) note(times[index], await server.get('rules'));
  }
  return times;
}

function note(times, { groups }) {
  for (const group of groups) {
    add(times.groups, group.name, {}, group);
    for (const [index, rule] of group.rules.entries()) {
      if (rule.health === 'err') throw new Error(`${group.name}: ${rule.name}: ${rule.lastError}`);
      add(times.rules, `${group.name} ${index}`, { group: group.name, name: rule.name, query: rule.query }, rule);
    }
  }
}

/** An evaluation that is seen twice counts once. */
function add(times, key, what, { lastEvaluation, evaluationTime }) {
  const known = times.get(key) ?? { ...what, seconds: new Map() };
  known.seconds.set(lastEvaluation, evaluationTime);
  times.set(key, known);
}

const groupTimes = (groups) =>
  [...groups].map(([name, { seconds }]) => ({ name, milliseconds: median([...seconds.values()]) * 1000 }));

/** Says of each rule what it reads and returns; with `stats` Prometheus counts the samples. */
async function describe(server, times) {
  const rules = [];
  for (const { group, name, query, seconds } of times.values()) {
    const { result, resultType, stats } = await server.get('query', { query, stats: 'all' });
    rules.push({
      group,
      name,
      milliseconds: median([...seconds.values()]) * 1000,
      samples: stats.samples.totalQueryableSamples,
      returned: resultType === 'vector' ? result.length : 1,
    });
  }
  return rules;
}
