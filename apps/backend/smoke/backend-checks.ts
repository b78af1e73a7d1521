import { z } from 'zod';
import { contract } from '../contract.ts';
import { apiChecks } from './api-checks.ts';
import { type Answer, ask, parsed, wrong } from './ask.ts';
import type { Check } from './check.ts';

const limits = { liveness: 3_000, readiness: 5_000, release: 5_000 };

const lookAt = {
  liveness: 'whether the backend runs and the address is its own',
  readiness: "the backend's log",
  release: 'the image that runs, and whether its rollout is over',
};

const Readiness = z.object({ status: z.literal('ok'), checks: z.object({ database: z.string(), redis: z.string() }) });
const Status = z.object({ release: z.object({ version: z.string().min(1), commit: z.string().min(1) }) });

/**
 * Everything that is asked of the backend itself.
 * @param version that it has to run; any without one
 */
export function backendChecks(url: string, token: string, version: string | undefined): Check[] {
  const liveness = 'backend: liveness';
  const after = [liveness];
  return [
    {
      name: liveness,
      milliseconds: limits.liveness,
      lookAt: lookAt.liveness,
      run: async (attempt) => {
        const answer = await ask(attempt, { url: `${url}${contract.paths.liveness}`, lookAt: lookAt.liveness });
        parsed(answer, z.object({ status: z.literal('ok') }), lookAt.liveness);
        return undefined;
      },
    },
    {
      name: 'backend: readiness',
      after,
      milliseconds: limits.readiness,
      lookAt: lookAt.readiness,
      run: async (attempt) => {
        const answer = await ask(attempt, { url: `${url}${contract.paths.readiness}`, lookAt: whoIsAway });
        const { checks } = parsed(answer, Readiness, lookAt.readiness);
        if (checks.database !== 'ok' || checks.redis !== 'ok') throw wrong(answer, whoIsAway(answer));
        return 'PostgreSQL and Redis answer';
      },
    },
    {
      name: 'backend: release',
      after,
      milliseconds: limits.release,
      lookAt: lookAt.release,
      run: async (attempt) => {
        const answer = await ask(attempt, { url: `${url}${contract.paths.status}`, lookAt: lookAt.release });
        const { release } = parsed(answer, Status, lookAt.release);
        if (version !== undefined && release.version !== version) {
          throw wrong(answer, lookAt.release, `version ${release.version} instead of ${version}`);
        }
        return `${release.version}, commit ${release.commit}`;
      },
    },
    ...apiChecks({ name: 'backend', url, token, after: liveness }),
  ];
}

/** Names the dependency that the backend says to be without. */
function whoIsAway({ text }: Answer): string {
  const away = (name: string) => new RegExp(`"${name}":"(?!ok")`).test(text);
  const names = [...(away('database') ? ['PostgreSQL'] : []), ...(away('redis') ? ['Redis'] : [])];
  return names.length > 0 ? `${names.join(' and ')}, and ${lookAt.readiness}` : lookAt.readiness;
}
