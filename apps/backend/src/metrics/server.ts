import { createServer, type Server } from 'node:http';
import { contract } from '../../contract.ts';
import type { Logger } from '../logging/logger.ts';
import type { Metrics } from './metrics.ts';

/** Serves metrics, and nothing else, on a port that no route from outside leads to. */
export function createMetricsServer({ registry }: Metrics, logger: Logger): Server {
  return createServer((request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== contract.paths.metrics) {
      response.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'Content-Type': registry.contentType }).end(text),
      (error: unknown) => {
        logger.error('the metrics could not be collected', { error });
        response.writeHead(500).end();
      },
    );
  });
}
