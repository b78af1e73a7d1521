/**
 * What the frontend promises to whatever runs it. The program and the manifests both import this, so that a port, a path
 * or a time limit is written once.
 */
export const contract = {
  /** Port that serves the pages. */
  port: 3000,
  /** Private port with metrics only; in the cluster no edge route leads there. */
  metricsPort: 9465,
  paths: {
    /** Answers as long as the process does; touches no dependency. */
    liveness: '/health',
    /** Answers 200 once pages can be rendered; the backend may be away, the page then says so. */
    readiness: '/health/readiness',
    /** Prometheus format. */
    metrics: '/metrics',
  },
  /**
   * Bounds of the histogram of requests, in seconds. 0.3 and 1 are what alerts compare with, and there are finite bounds
   * above them: a quantile cannot be told beyond the last.
   */
  requestBuckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 0.5, 1, 2.5, 5, 10],
  timeouts: {
    /** The health routes answer within this, or the process is stuck. */
    livenessSeconds: 1,
    /** As for liveness: no dependency is asked. */
    readinessSeconds: 1,
    /** Open requests are finished within this after SIGTERM. */
    drainSeconds: 15,
  },
  /** Waits in an image that has a Node.js binary and nothing else. */
  sleepCommand: (seconds: number) => ['/nodejs/bin/node', '-e', `setTimeout(() => {}, ${seconds * 1000})`],
  /** Environment variables that it reads. */
  variables: {
    port: 'PORT',
    /** Address to listen on: Kubernetes sets HOSTNAME to the pod's name, which Next.js would take for it. */
    hostname: 'HOSTNAME',
    metricsPort: 'METRICS_PORT',
    publicUrl: 'PUBLIC_URL',
    /** Base URL of the backend within the cluster. */
    backendUrl: 'BACKEND_URL',
    logLevel: 'LOG_LEVEL',
  },
} as const;
