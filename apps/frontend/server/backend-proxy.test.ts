import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { passToBackend } from './backend-proxy.ts';

/** Speaks HTTP by hand, so that each byte on the connection can be looked at. */
let backend: Server;
const sockets = new Set<Socket>();
let received = '';

beforeAll(async () => {
  backend = createServer((socket) => {
    sockets.add(socket);
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (received.endsWith('\r\n\r\n') || received.endsWith('"c"}')) {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      }
    });
  }).listen(0, '127.0.0.1');
  await once(backend, 'listening');
  process.env['BACKEND_URL'] = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
});

afterAll(() => {
  for (const socket of sockets) socket.destroy();
  backend.close();
});

const send = async (method: string, headers: Record<string, string>, body?: string) => {
  received = '';
  const answer = await passToBackend(new Request('http://localhost/api/v1/status', { method, headers, body }));
  await answer.text();
  return received;
};

describe('passToBackend', () => {
  it.each(['GET', 'HEAD'])(
    'announces no body with %s, so that the next request is not taken for it',
    async (method) => {
      const claims = { 'Content-Length': '44', 'Transfer-Encoding': 'chunked', Expect: '100-continue' };
      const first = await send(method, claims);
      expect(first).toMatch(new RegExp(`^${method} /api/v1/status HTTP/1.1\r\n`));
      expect(first).not.toMatch(/^(content-length|transfer-encoding|expect):/im);
      expect(await send('GET', {})).toMatch(/^GET \/api\/v1\/status HTTP\/1.1\r\n/);
    },
  );

  it('passes a body with its length', async () => {
    const text = await send('POST', { 'Content-Length': '15', Expect: '100-continue' }, '{"comment":"c"}');
    expect(text).toMatch(/\{"comment":"c"\}/);
    expect(text).not.toMatch(/^expect:/im);
  });
});
