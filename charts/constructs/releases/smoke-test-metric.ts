import type { Labels } from '../kubernetes/labels.ts';
import { containerResources, type Resources } from '../kubernetes/resources.ts';
import { refuseOverriding } from '../workloads/consumption.ts';
import { environmentVariables } from '../workloads/environment-variables.ts';
import type { Image } from '../workloads/image.ts';
import { jobPodTemplate } from '../workloads/pod.ts';
import { Volumes } from '../workloads/volumes.ts';
import type { SmokeTest } from './release-analysis.ts';

/** Stands for the URL that is tried; the Rollout fills it in. */
export const url = '{{args.url}}';

const small: Resources = {
  cpu: { request: '50m', limit: '500m' },
  memory: { request: '128Mi', limit: '128Mi' },
  ephemeralStorage: { request: '16Mi', limit: '64Mi' },
};

/** Of whom the Job is. */
export interface SmokeTestJob {
  /** Construct path, for messages. */
  readonly place: string;
  /** Name of the container. */
  readonly name: string;
  readonly labels: Labels;
  readonly serviceAccount: string;
  /** The service's image. */
  readonly image: Image;
}

/** The smoke test as a metric: a Job that succeeds or not. */
export function smokeTestMetric(test: SmokeTest, job: SmokeTestJob): object {
  const volumes = new Volumes(job.place);
  const files = Object.entries(test.secretFiles ?? {}).map(([variable, { secret, key }]) => [
    variable,
    volumes.secret(secret, key),
  ]);
  const derived = { ...Object.fromEntries(files), [test.urlVariable]: url };
  refuseOverriding(job.place, derived, test.environment ?? {});
  const variables = { ...test.environment, ...derived };
  return {
    name: 'smoke',
    provider: {
      job: {
        metadata: { labels: job.labels },
        spec: {
          // What fails once fails: a second try would let through what works every other time.
          backoffLimit: 0,
          activeDeadlineSeconds: test.deadlineSeconds,
          // The controller has seen the outcome long before; until then its log can be read.
          ttlSecondsAfterFinished: 86_400,
          template: jobPodTemplate({
            name: job.name,
            labels: job.labels,
            serviceAccount: job.serviceAccount,
            volumes,
            container: {
              image: test.image ?? job.image,
              command: test.command,
              env: environmentVariables(variables),
              resources: containerResources(test.resources ?? small, `${job.place}: smoke test`),
            },
          }),
        },
      },
    },
  };
}
