import { once } from 'node:events';
import { createServer } from 'node:http';
import { textOf, valueAt } from './cluster/series.mjs';

/**
 * Serves every target of a cluster below a path of its own: `/<index>`.
 * @param {import('./cluster/series.mjs').Target[]} targets
 */
export async function startExporter(targets) {
  const pages = targets.map(({ series }) => series.map((each) => [textOf(each), each]));
  const server = createServer((request, response) => {
    const page = pages[Number(request.url?.slice(1))];
    if (!page) return response.writeHead(404).end();
    const now = Math.floor(Date.now() / 1000);
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    return response.end(page.map(([text, each]) => `${text} ${valueAt(each, now)}\n`).join(''));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${server.address().port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
