import { sizes } from './scaling.mjs';
import { table } from './table.mjs';

/** What the project has set itself, as cpu time of the warm synthesis to that of a peer. */
const goals = [
  { peer: 'stock', atMost: 1 / 8, text: '1/8 of stock' },
  { peer: 'helm', atMost: 3, text: '3 times helm' },
];

/** The cost of an object in the largest environment, to that in the smallest. */
const flat = 1.3;

export function printPeers(peers, costs, memory, runs) {
  const warm = costOf('warm', peers, costs);
  const rows = peers.map((peer) => {
    const cost = costs.get(peer);
    if (!cost) return [peer.name, peer.missing, '-', '-', '-', '-'];
    const peak = memory.get(peer);
    return [
      peer.name,
      cost.cpu.toFixed(2),
      cost.wall.toFixed(2),
      peak === undefined ? '-' : (peak / 2 ** 20).toFixed(0),
      ratio(cost.cpu / warm.cpu),
      ratio(cost.wall / warm.wall),
    ];
  });
  console.log(`\nAll environments and argocd, all objects equal as sets; medians of ${runs} runs that take turns.`);
  console.log(
    'cpu: user and system time of the whole process tree; peak: its largest process; ratios to ours, warm.\n',
  );
  console.log(table(['', 'cpu s', 'wall s', 'peak MiB', 'cpu ratio', 'wall ratio'], rows));
  console.log('');
  for (const { peer, atMost, text } of goals) {
    const other = costOf(peer, peers, costs);
    if (other) judge(`ours warm takes at most ${text}'s cpu time`, warm.cpu / other.cpu, atMost);
    else console.log(`Goal: ours warm takes at most ${text}'s cpu time: not measured`);
  }
}

export function printScaling({ first, steady }, runs) {
  const rows = [first, steady].map(({ name, microseconds }) => [
    name,
    ...microseconds.map((value) => value.toFixed(0)),
    (microseconds.at(-1) / microseconds[0]).toFixed(2),
  ]);
  console.log(
    `\nMicroseconds of cpu per object, from the first construct to the last byte in memory; medians of ${runs}`,
  );
  console.log(
    'processes per size. One environment of many databases, caches, services and hosts, all checks included.',
  );
  console.log('"Compiled" is after 5,000 other objects; it then makes 10,000 whatever the size, so that V8 is as warm');
  console.log('for one size as for another, and only what grows with an environment is left to be seen.\n');
  const head = sizes.map((size) => `${size.toLocaleString('en')} objects`);
  const ends = [sizes.at(-1), sizes[0]].map((size) => size.toLocaleString('en')).join(' : ');
  console.log(table(['', ...head, ends], rows));
  console.log('');
  judge(
    `compiled, the cost of an object at ${ends} is at most ${flat}`,
    steady.microseconds.at(-1) / steady.microseconds[0],
    flat,
  );
}

function judge(goal, value, atMost) {
  const shown = value < 1 ? `${value.toFixed(3)} (1/${(1 / value).toFixed(1)})` : value.toFixed(2);
  console.log(`Goal: ${goal}: ${value <= atMost ? 'met' : 'NOT MET'}, ${shown}`);
}

function costOf(id, peers, costs) {
  return costs.get(peers.find((peer) => peer.id === id));
}

const ratio = (value) => (value >= 10 ? value.toFixed(1) : value.toFixed(2));
