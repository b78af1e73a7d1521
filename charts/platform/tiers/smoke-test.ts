import type { SmokeTest } from '@arq/constructs';
import { contract } from '../../../apps/backend/contract.ts';

/** The backend's own Secret. */
export const backendSecret = 'arq-backend';

const { programs, secretKeys, smokeVariables, timeouts, variables } = contract;

/**
 * The smoke test of the backend's image. It goes through the door of alerts, by a drill that nobody else sees, and so has the token of Alertmanager.
 * @param urlVariable what the address is taken for: the backend's or the frontend's
 */
export function smokeTest(urlVariable: string): SmokeTest {
  return {
    command: programs.smoke,
    urlVariable,
    environment: { NODE_ENV: 'production', [smokeVariables.deadline]: String(timeouts.smokeSeconds) },
    secretFiles: { [variables.alertsTokenFile]: { secret: backendSecret, key: secretKeys.alertsToken } },
    deadlineSeconds: timeouts.smokeJobSeconds,
  };
}
