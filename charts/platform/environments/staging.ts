import type { ArqEnvironment } from './environment.ts';
import { sharedCluster } from './shared-cluster.ts';

/** Every release goes here first. */
export const staging: ArqEnvironment = {
  ...sharedCluster('staging'),
  name: 'staging',
  host: 'staging.arq.example',
  sizes: {
    backend: {
      replicas: { min: 2, max: 10 },
      resources: {
        cpu: { request: '100m', limit: '1' },
        memory: { request: '384Mi', limit: '384Mi' },
        ephemeralStorage: { request: '64Mi', limit: '256Mi' },
      },
    },
    frontend: {
      replicas: { min: 2, max: 10 },
      resources: {
        cpu: { request: '100m', limit: '1' },
        memory: { request: '384Mi', limit: '384Mi' },
        ephemeralStorage: { request: '64Mi', limit: '256Mi' },
      },
    },
    postgres: {
      data: { size: '10Gi' },
      resources: {
        cpu: { request: '250m', limit: '1' },
        memory: { request: '2Gi', limit: '2Gi' },
        ephemeralStorage: { request: '128Mi', limit: '512Mi' },
      },
    },
    redis: {
      data: { size: '2Gi' },
      resources: {
        cpu: { request: '100m', limit: '500m' },
        memory: { request: '512Mi', limit: '512Mi' },
        ephemeralStorage: { request: '32Mi', limit: '128Mi' },
      },
    },
  },
  alerting: {
    slack: { channel: '#arq-staging' },
    heartbeat: { interval: '15m' },
  },
  delivery: {
    cluster: 'arq-staging',
    retry: { limit: 5, initial: '10s', maximum: '3m' },
  },
};
