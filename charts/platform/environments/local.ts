import { existingSecrets, ingress } from '@arq/constructs';
import type { ArqEnvironment, DataSize, ServiceSize } from './environment.ts';

const service: ServiceSize = {
  replicas: 1,
  resources: {
    cpu: { request: '50m', limit: '1' },
    memory: { request: '128Mi', limit: '384Mi' },
    ephemeralStorage: { request: '64Mi', limit: '256Mi' },
  },
};

const data: DataSize = {
  data: { size: '1Gi' },
  resources: {
    cpu: { request: '50m', limit: '1' },
    memory: { request: '128Mi', limit: '512Mi' },
    ephemeralStorage: { request: '32Mi', limit: '256Mi' },
  },
};

/** A bare kind cluster on a laptop: no operator, no custom resource, so releases roll; Secrets from `npm run local:secrets`. */
export const local: ArqEnvironment = {
  name: 'local',
  host: 'arq.localhost',
  tls: { plainHttp: { reason: 'the host resolves to the laptop itself, and no authority certifies it' } },
  // Any controller that is installed into this namespace; `kubectl port-forward` needs none.
  edge: ingress({ pods: { namespace: 'ingress', labels: {} } }),
  secrets: existingSecrets(),
  release: 'rolling',
  sizes: { backend: service, frontend: service, postgres: data, redis: data },
};
