import autocannon from 'autocannon';
import { median } from '../measure.mjs';
import { residentBytes } from './servers.mjs';

const sampleSeconds = 10;

/** Memory under load: heap after the load has warmed it up, against heap at the end. */
export async function measureMemory(servers, minutes) {
  const { url, pid } = await servers.startOurs();
  const load = autocannon({
    url,
    connections: 10,
    duration: minutes * 60,
    requests: ['/api/v1/incidents', '/api/v1/status', '/api/v1/status/history', '/api/v1/nothing'].flatMap((path) =>
      Array.from({ length: 100 }, (_, index) => ({ path, headers: { 'x-forwarded-for': `198.51.100.${index}` } })),
    ),
    overallRate: 400,
  });
  const samples = [];
  const timer = setInterval(async () => samples.push(await sample(url, pid)), sampleSeconds * 1_000);
  const { requests } = await load;
  clearInterval(timer);
  // The first fifth fills caches and lets V8 choose the size of its heap.
  const settled = samples.slice(Math.ceil(samples.length / 5));
  const third = Math.ceil(settled.length / 3);
  const [begin, end] = [settled.slice(0, third), settled.slice(-third)];
  const growth = (key) => median(end.map((one) => one[key])) / median(begin.map((one) => one[key]));
  return {
    minutes,
    requests: requests.total,
    heap: median(end.map(({ heap }) => heap)),
    resident: median(end.map(({ resident }) => resident)),
    heapGrowth: growth('heap'),
    residentGrowth: growth('resident'),
  };
}

async function sample(url, pid) {
  const text = await (await fetch(`${url}/api/v1/metrics`)).text();
  return { heap: Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(text)[1]), resident: residentBytes(pid) ?? 0 };
}
