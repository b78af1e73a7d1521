import autocannon from 'autocannon';
import { median } from '../measure.mjs';
import { cpuSeconds } from './servers.mjs';

const path = '/api/v1/incidents';
const connections = 20;
export const roundSeconds = 4;
/** As many addresses as an edge would forward, so that no limit is met. */
const addresses = Array.from({ length: 250 }, (_, index) => `198.51.100.${index}`);

/**
 * Requests per second and slowest hundredth of each peer. They take turns in short rounds, so that whatever else the
 * machine does meanwhile burdens all of them alike.
 */
export async function measureRequests(servers, rounds) {
  const peers = [
    { name: 'Express, one handler', ...(await servers.start('bench/backend/peers/express.mjs', {}, path)) },
    { name: 'Fastify, one handler', ...(await servers.start('bench/backend/peers/fastify.mjs', {}, path)) },
    { name: 'arQ, everything on', ...(await servers.startOurs()) },
  ];
  const expected = await contentOf(peers[0]);
  for (const peer of peers) {
    if ((await contentOf(peer)) !== expected)
      throw new Error(`${peer.name} answers something else than ${peers[0].name}`);
    await round(peer, 3);
  }
  const results = new Map(peers.map(({ name }) => [name, []]));
  for (let number = 0; number < rounds; number += 1) {
    for (const peer of peers) results.get(peer.name).push(await round(peer, roundSeconds));
  }
  return [...results].map(([name, all]) => ({
    name,
    perSecond: median(all.map((one) => one.perSecond)),
    p99: median(all.map((one) => one.p99)),
    cpu: all.some((one) => one.cpu === undefined) ? undefined : median(all.map((one) => one.cpu)),
  }));
}

async function contentOf({ url }) {
  const { items } = await (await fetch(`${url}${path}`)).json();
  return JSON.stringify(items);
}

async function round({ url, pid }, seconds) {
  const before = cpuSeconds(pid);
  const result = await autocannon({
    url: `${url}${path}`,
    connections,
    duration: seconds,
    requests: addresses.map((address) => ({ headers: { 'x-forwarded-for': address } })),
  });
  const after = cpuSeconds(pid);
  const { total: amount } = result.requests;
  if (result['2xx'] !== amount) throw new Error(`${url}: ${result['2xx']} of ${amount} requests succeeded`);
  return {
    perSecond: amount / result.duration,
    p99: result.latency.p99,
    cpu: before === undefined || after === undefined ? undefined : ((after - before) / amount) * 1_000,
  };
}
