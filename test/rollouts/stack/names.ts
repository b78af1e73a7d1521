import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Supervisor } from './supervisor.ts';

/**
 * Stands in for the names of a cluster: an HTTP proxy that knows where a Service listens on this machine, so that addresses
 * in manifests stay as they are.
 * @param ports by host and port of the Service, such as `prometheus.monitoring.svc:9090`
 * @returns URL of the proxy
 */
export async function startNames(supervisor: Supervisor, ports: Readonly<Record<string, number>>): Promise<string> {
  const server = createServer((incoming, response) => {
    const { host, pathname, search } = new URL(incoming.url ?? '', 'http://nowhere');
    const port = ports[host];
    // As somebody who asks for a name that nobody has, or where nobody listens.
    const fail = () => incoming.socket.destroy();
    if (port === undefined) {
      fail();
      return;
    }
    const { method, headers } = incoming;
    const forwarded = request({ host: '127.0.0.1', port, path: `${pathname}${search}`, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    }).on('error', fail);
    incoming.pipe(forwarded);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  supervisor.onStop(async () => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
