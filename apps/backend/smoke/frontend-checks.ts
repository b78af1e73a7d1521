import { z } from 'zod';
import { apiChecks } from './api-checks.ts';
import { ask, parsed } from './ask.ts';
import type { Check } from './check.ts';
import { assertPage, type PageLanguage } from './page.ts';

const paths = { liveness: '/health', readiness: '/health/readiness' };
/** A page of a program that compiles it for the first time, in local development, takes some seconds. */
const limits = { liveness: 5_000, readiness: 5_000, page: 20_000 };

const lookAt = {
  liveness: 'whether the frontend runs and the address is its own',
  readiness: "the frontend's log: it is starting or stopping",
  page: "the frontend's log",
};

/** Everything that is asked of the frontend, which passes questions to the API on to the backend. */
export function frontendChecks(url: string, token: string): Check[] {
  const liveness = 'frontend: health';
  const after = [liveness];
  const health = (name: string, kind: 'liveness' | 'readiness'): Check => ({
    name,
    milliseconds: limits[kind],
    lookAt: lookAt[kind],
    run: async (attempt) => {
      const answer = await ask(attempt, { url: `${url}${paths[kind]}`, lookAt: lookAt[kind] });
      parsed(answer, z.object({ status: z.literal('ok') }), lookAt[kind]);
      return undefined;
    },
  });
  const page = (name: string, language: PageLanguage): Check => ({
    name,
    after,
    milliseconds: limits.page,
    lookAt: lookAt.page,
    run: async (attempt) =>
      assertPage(await ask(attempt, { url: `${url}/${language}`, lookAt: lookAt.page }), language),
  });
  return [
    health(liveness, 'liveness'),
    { ...health('frontend: readiness', 'readiness'), after },
    page('frontend: page in English', 'en'),
    page('frontend: page in Arabic', 'ar'),
    ...apiChecks({ name: 'frontend to backend', url, token, after: liveness }),
  ];
}
