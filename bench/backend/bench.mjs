#!/usr/bin/env node
// Measures the backend with everything on against one handler that asks the same of PostgreSQL and does nothing else, and
// what a stream costs. It is no gate: what misses its goal is said, and the exit code stays 0.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { table } from '../table.mjs';
import { measureMemory } from './memory.mjs';
import { measureRequests, roundSeconds } from './requests.mjs';
import { startServers } from './servers.mjs';
import { measureStream } from './stream.mjs';

const usage = `Usage: npm run bench:backend -- [--rounds <n>] [--clients <n>] [--minutes <n>]

  --rounds   rounds of 4 seconds for each peer, of which the median counts (default: 7)
  --clients  streams that are open at the same time (default: 1000)
  --minutes  how long memory is watched under load; 0 leaves it out (default: 0)`;

/** Part of the bare handler's speed that everything on top may leave. */
const goal = 0.85;

const { rounds, clients, minutes } = readArguments();
const servers = await startServers();
try {
  console.log(`Node.js ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}\n`);
  printRequests(await measureRequests(servers, rounds));
  printStream(await measureStream(servers, clients, 10));
  if (minutes > 0) printMemory(await measureMemory(servers, minutes));
} finally {
  await servers.close();
}

function printRequests(results) {
  const [bare] = results;
  const rows = results.map(({ name, perSecond, p99, cpu }) => [
    name,
    perSecond.toFixed(0),
    (perSecond / bare.perSecond).toFixed(2),
    `${p99.toFixed(0)} ms`,
    cpu === undefined ? 'unknown' : `${cpu.toFixed(2)} ms`,
    cpu === undefined ? 'unknown' : (bare.cpu / cpu).toFixed(2),
  ]);
  console.log(`A page of 20 incidents, 20 connections, medians of ${rounds} rounds of ${roundSeconds} s`);
  console.log(table(['', 'requests/s', 'ratio', 'p99', 'cpu/request', 'ratio'], rows));
  const ours = results.at(-1);
  const ratio = ours.perSecond / bare.perSecond;
  console.log(`\nGoal ${goal} of bare Express: ${ratio >= goal ? 'met' : 'MISSED'} with ${ratio.toFixed(2)}\n`);
}

function printStream({ clients: open, events, milliseconds, slowest, perClient, cpu }) {
  console.log(`An alert until the last of ${open} streams has it, ${events} alerts`);
  console.log(`  median ${milliseconds.toFixed(0)} ms, slowest ${slowest.toFixed(0)} ms`);
  if (perClient !== undefined) console.log(`  ${(perClient / 1024).toFixed(0)} KiB for each stream`);
  if (cpu !== undefined) console.log(`  ${(cpu * 1000).toFixed(0)} ms of processor time for each alert\n`);
}

function printMemory({ minutes: watched, requests, heap, resident, heapGrowth, residentGrowth }) {
  const mebibytes = (bytes) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
  console.log(
    `Memory over ${watched} min and ${requests} requests: last third against first, after a fifth to warm up`,
  );
  console.log(
    `  heap ${mebibytes(heap)}, x ${heapGrowth.toFixed(2)}; resident ${mebibytes(resident)}, x ${residentGrowth.toFixed(2)}`,
  );
}

function readArguments() {
  const option = (standard) => ({ type: 'string', default: standard });
  const options = { rounds: option('7'), clients: option('1000'), minutes: option('0'), help: { type: 'boolean' } };
  try {
    const { values } = parseArgs({ options });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    return Object.fromEntries(['rounds', 'clients', 'minutes'].map((name) => [name, count(name, values[name])]));
  } catch (error) {
    console.error(`${error.message}\n${usage}`);
    process.exit(1);
  }
}

function count(name, value) {
  const minimum = name === 'minutes' ? 0 : 1;
  if (/^\d+$/.test(value) && Number(value) >= minimum) return Number(value);
  throw new Error(`--${name} ${value} is not a whole number, ${minimum} or more`);
}
