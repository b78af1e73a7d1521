#!/usr/bin/env node
// One process of the scaling measurement: run.mjs <objects per build> <objects to warm up with>; prints JSON.
import { load } from '../../scripts/bundle.mjs';

const { build } = await load('bench/scaling/platform.ts');
const [size, warmUp] = process.argv.slice(2).map(Number);

/** What is built altogether, in builds of the given size, so that every size is measured over the same work. */
const total = warmUp > 0 ? 10_000 : size;

let first = 0;
for (let done = 0; done < warmUp; ) done += once(1000).objects;
// Nothing of the warm-up is left to be collected on the account of what follows.
globalThis.gc?.();

let [objects, builds] = [0, 0];
const start = process.cpuUsage();
while (builds < Math.round(total / size)) {
  objects += once(size).objects;
  builds += 1;
}
const { user, system } = process.cpuUsage(start);
console.log(JSON.stringify({ size: Math.round(objects / builds), microseconds: (user + system) / objects }));

function once(wanted) {
  const made = build(wanted, first);
  first += made.products;
  return made;
}
