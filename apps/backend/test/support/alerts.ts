import { createHash } from 'node:crypto';
import { secrets } from './backend.ts';

/** An alert in a delivery of Alertmanager. */
export interface TestAlert {
  status: 'firing' | 'resolved';
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAt: string;
  endsAt: string;
  generatorURL: string;
  fingerprint: string;
}

/** A delivery of Alertmanager, version 4. */
export interface TestAlertGroup {
  version: string;
  groupKey: string;
  truncatedAlerts: number;
  status: 'firing' | 'resolved';
  receiver: string;
  groupLabels: Record<string, string>;
  commonLabels: Record<string, string>;
  commonAnnotations: Record<string, string>;
  externalURL: string;
  alerts: TestAlert[];
}

/** How Alertmanager writes the end of what goes on. */
const noEnd = '0001-01-01T00:00:00Z';

/** A firing alert as a rule of ours raises it; its fingerprint follows from its labels, as Alertmanager's does. */
export function alert(changes: Partial<TestAlert> = {}): TestAlert {
  const labels = {
    alertname: 'ArqBackendDown',
    severity: 'critical',
    tier: 'backend',
    namespace: 'arq-production',
    pod: 'arq-backend-7d4b9c-x2x1p',
    ...changes.labels,
  };
  return {
    status: 'firing',
    annotations: {
      summary: 'The backend does not answer',
      description: 'No replica of the backend has answered for 2 minutes.',
      runbook_url: 'https://arq.example.com/runbooks/backend-down',
    },
    startsAt: '2026-01-31T12:00:00.000Z',
    endsAt: noEnd,
    generatorURL: 'http://prometheus.example.com/graph?g0.expr=up',
    fingerprint: fingerprintOf(labels),
    ...changes,
    labels,
  };
}

/** The same alert, over. */
export function resolved(firing: TestAlert, endsAt: string): TestAlert {
  return { ...firing, status: 'resolved', endsAt };
}

/** A delivery; it is resolved once all of its alerts are. */
export function group(alerts: TestAlert[], changes: Partial<TestAlertGroup> = {}): TestAlertGroup {
  const isFiring = alerts.some(({ status }) => status === 'firing');
  return {
    version: '4',
    groupKey: '{}:{alertname="ArqBackendDown"}',
    truncatedAlerts: 0,
    status: isFiring ? 'firing' : 'resolved',
    receiver: 'arq',
    groupLabels: { alertname: 'ArqBackendDown' },
    commonLabels: {},
    commonAnnotations: {},
    externalURL: 'http://alertmanager.example.com',
    alerts,
    ...changes,
  };
}

/**
 * Posts a delivery as Alertmanager does.
 * @param url of the backend, without the path
 */
export function deliver(url: string, body: unknown, token: string = secrets.alerts): Promise<Response> {
  return fetch(`${url}/api/v1/alerts`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${token}`,
      'User-Agent': 'Alertmanager/0.28.0',
    },
    body: JSON.stringify(body),
  });
}

/** Puts a delivery as a drill, as the smoke test does. */
export function holdDrill(url: string, id: string, body: unknown, token: string = secrets.alerts): Promise<Response> {
  return fetch(`${url}/api/v1/drills/${id}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
}

function fingerprintOf(labels: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 16);
}
