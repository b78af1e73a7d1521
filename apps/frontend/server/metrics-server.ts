import { createServer, type Server } from 'node:http';
import type { Registry } from 'prom-client';
import { contract } from '../contract.ts';

/** Serves the metrics and nothing else. */
export function startMetricsServer(registry: Registry, port: number, hostname: string): Promise<Server> {
  const server = createServer(async (request, response) => {
    const [path] = (request.url ?? '').split('?');
    if (path !== contract.paths.metrics) {
      response.writeHead(404).end();
    } else if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    } else {
      response.writeHead(200, { 'Content-Type': registry.contentType }).end(await registry.metrics());
    }
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, hostname, () => resolve(server));
  });
}
