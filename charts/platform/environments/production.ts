import type { ArqEnvironment } from './environment.ts';
import { sharedCluster } from './shared-cluster.ts';

/** What users see. */
export const production: ArqEnvironment = {
  ...sharedCluster('production'),
  name: 'production',
  host: 'arq.example',
  sizes: {
    backend: {
      replicas: { min: 2, max: 10 },
      resources: {
        cpu: { request: '250m', limit: '2' },
        memory: { request: '768Mi', limit: '768Mi' },
        ephemeralStorage: { request: '64Mi', limit: '256Mi' },
      },
    },
    frontend: {
      replicas: { min: 2, max: 10 },
      resources: {
        cpu: { request: '250m', limit: '2' },
        memory: { request: '768Mi', limit: '768Mi' },
        ephemeralStorage: { request: '64Mi', limit: '256Mi' },
      },
    },
    postgres: {
      data: { size: '100Gi' },
      resources: {
        cpu: { request: '1', limit: '4' },
        memory: { request: '8Gi', limit: '8Gi' },
        ephemeralStorage: { request: '256Mi', limit: '1Gi' },
      },
    },
    redis: {
      data: { size: '10Gi' },
      resources: {
        cpu: { request: '250m', limit: '1' },
        memory: { request: '2Gi', limit: '2Gi' },
        ephemeralStorage: { request: '32Mi', limit: '128Mi' },
      },
    },
  },
  alerting: {
    slack: { channel: '#arq-production' },
    pagerDuty: true,
    email: {
      to: ['platform@arq.example'],
      from: 'alertmanager@arq.example',
      smarthost: 'smtp.arq.example:587',
      username: 'alertmanager@arq.example',
    },
    heartbeat: { interval: '5m' },
    // Nodes are replaced then, one after the other.
    maintenance: [{ name: 'wednesday-morning', weekdays: ['wednesday'], times: [{ from: '03:00', to: '05:00' }] }],
  },
  delivery: {
    cluster: 'arq-production',
    // Fewer attempts: each may run a migration again.
    retry: { limit: 2, initial: '30s', maximum: '3m' },
    // Nothing is delivered by itself from Friday afternoon to Monday morning.
    denyWindows: [{ schedule: '0 15 * * 5', duration: '63h' }],
  },
};
