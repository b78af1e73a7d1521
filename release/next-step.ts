import type { Replaced } from './branch.ts';
import type { DeliveryOptions, Plan, Situation } from './delivery.ts';

/** What somebody does after a release was committed. */
export function nextStep(
  { project, base }: Situation,
  { environment, branch }: Plan,
  { here, push }: Pick<DeliveryOptions, 'here' | 'push'>,
  { remote }: Replaced,
): string {
  const isDelivered = project.environments.some((one) => one.name === environment && one.isDelivered);
  const then = isDelivered
    ? `Argo CD delivers ${environment} once it is in ${project.branch}.`
    : `Nothing delivers ${environment} by itself: apply ${project.manifestsFolder}/${environment} to its cluster.`;
  const lease = remote === undefined ? '' : `--force-with-lease=${branch}:${remote} `;
  const steps = [
    ...(push ? [] : [`"git push ${lease}${base.remote} ${here ? 'HEAD' : branch}"`]),
    ...(here ? [] : [`a pull request into ${project.branch}`]),
  ];
  return steps.length > 0 ? `Next: ${steps.join(', then ')}. ${then}` : then;
}
