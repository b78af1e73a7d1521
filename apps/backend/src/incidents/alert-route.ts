import { contract } from '../../contract.ts';
import { type Route, route } from '../api/route.ts';
import type { Logger } from '../logging/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { AlertGroup } from './alert.ts';
import { receive } from './receive.ts';
import type { Recorder } from './recorder.ts';
import type { Writers } from './writers.ts';

/** A group holds every alert of an outage, and Alertmanager never sends one again that was refused for its size. */
const bodyLimit = 8 * 1024 * 1024;

/** Alertmanager's webhook. The answer is sent after the commit: what got it is not lost. */
export function alertRoute(writers: Writers, recorder: Recorder, logger: Logger, metrics: Metrics): Route {
  for (const outcome of ['open', 'open-resolved', 'resolve', 'record-resolution', 'reopen', 'refresh', 'ignore']) {
    metrics.alertsReceived.inc({ outcome }, 0);
  }
  return route({
    method: 'post',
    path: contract.paths.alerts,
    operation: 'receiveAlerts',
    summary: "Alertmanager's webhook, version 4",
    access: 'alertmanager',
    rateLimit: 'none',
    bodyLimit,
    request: { body: AlertGroup },
    responses: { 204: { description: 'The alerts are stored' } },
    handle: async ({ body }) => {
      const { decisions, events } = await receive(writers, body, () => new Date());
      for (const outcome of decisions) metrics.alertsReceived.inc({ outcome });
      if (body.truncatedAlerts > 0) {
        logger.warn('Alertmanager left alerts out; raise max_alerts of the receiver', {
          receiver: body.receiver,
          truncatedAlerts: body.truncatedAlerts,
        });
      }
      recorder.recorded(events);
      return { status: 204 };
    },
  });
}
