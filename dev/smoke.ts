import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Stoppable } from './running.ts';

const folder = resolve('build/dev');
/** What `npm run smoke` reads; Git ignores the folder. */
const files = { variables: resolve(folder, 'smoke.env'), token: resolve(folder, 'alerts-token') };

/** What a smoke test has to know of the platform that runs here. */
export interface SmokeTarget {
  readonly frontendUrl: string;
  readonly backendUrl: string;
  /** Bearer token of Alertmanager's webhook. */
  readonly token: string;
}

/** Lets `npm run smoke` find the platform, for as long as it runs. Nobody but its user can read the token. */
export function tellSmokeTest({ frontendUrl, backendUrl, token }: SmokeTarget): Stoppable {
  const variables = { SMOKE_FRONTEND_URL: frontendUrl, SMOKE_BACKEND_URL: backendUrl, ALERTS_TOKEN_FILE: files.token };
  const remove = async () => {
    for (const file of Object.values(files)) rmSync(file, { force: true });
  };
  mkdirSync(folder, { recursive: true });
  // A file that another run has left behind would keep its mode.
  void remove();
  writeFileSync(files.token, `${token}\n`, { mode: 0o600 });
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(files.variables, lines.join(''), { mode: 0o600 });
  return { stop: remove, kill: remove };
}
