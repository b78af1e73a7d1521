import { get } from 'node:http';
import { median } from '../measure.mjs';
import { alertsToken, cpuSeconds, residentBytes } from './servers.mjs';

/** How long an event takes to everybody who listens, and what each listener costs. */
export async function measureStream(servers, clients, events) {
  const { url, pid } = await servers.startOurs();
  const resident = residentBytes(pid);
  const counts = new Uint32Array(clients);
  let arrived = 0;
  let last = 0;
  const streams = await Promise.all(
    Array.from({ length: clients }, (_, index) =>
      open(`${url}/api/v1/status/stream`, index, () => {
        counts[index] += 1;
        arrived += 1;
        last = performance.now();
      }),
    ),
  );
  const perClient = resident === undefined ? undefined : (residentBytes(pid) - resident) / clients;
  const times = [];
  const cpu = cpuSeconds(pid);
  for (let event = 1; event <= events; event += 1) {
    const start = performance.now();
    await deliver(url, event);
    for (let waited = 0; arrived < event * clients && waited < 10_000; waited += 5) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    if (arrived !== event * clients) throw new Error(`${arrived} of ${event * clients} events arrived`);
    times.push(last - start);
  }
  const spent = cpu === undefined ? undefined : (cpuSeconds(pid) - cpu) / events;
  for (const stream of streams) stream.destroy();
  return { clients, events, milliseconds: median(times), slowest: Math.max(...times), perClient, cpu: spent };
}

/** Each client is another visitor: one address may not open a thousand streams. */
function open(url, index, onIncident) {
  return new Promise((resolve, reject) => {
    const headers = { 'x-forwarded-for': `198.51.${100 + (index >> 8)}.${index & 255}` };
    const request = get(url, { agent: false, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
        const frames = text.split('\n\n');
        text = frames.pop();
        for (const frame of frames) {
          if (frame.includes('event: incident')) onIncident();
          if (frame.includes('event: status')) resolve(request);
        }
      });
    });
    request.on('error', reject);
  });
}

async function deliver(url, number) {
  const response = await fetch(`${url}/api/v1/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${alertsToken}` },
    body: JSON.stringify({
      version: '4',
      status: 'firing',
      receiver: 'arq',
      groupKey: '{}',
      alerts: [
        {
          status: 'firing',
          labels: { alertname: 'SlowResponseTime', severity: 'warning', tier: 'backend' },
          annotations: { summary: 'P95 of the backend is above 1 s' },
          startsAt: '2026-01-01T00:00:00Z',
          fingerprint: `benchmark-${process.pid}-${number}`,
        },
      ],
    }),
  });
  if (response.status !== 204) throw new Error(`the alert was answered with ${response.status}`);
}
