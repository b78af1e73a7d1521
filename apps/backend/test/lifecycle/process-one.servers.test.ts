import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, jest } from '@jest/globals';
import { freePort } from '../../../../dev/servers.ts';
import { childrenOf } from '../faults/support/processes.ts';
import { nobody, secrets, until } from '../support/backend.ts';
import { programs } from '../support/programs.ts';

jest.setTimeout(60_000);

const namespace = ['--pid', '--fork', '--kill-child', '--mount-proc'];
/** Only root may make a namespace of processes, and not in every container. */
const isPossible = spawnSync('unshare', [...namespace, 'true']).status === 0;

describe('the program as process 1', () => {
  if (!isPossible) {
    // Neither passed nor failed: it has not run.
    it.todo('ends with 0: only root can make it process 1');
    return;
  }
  it.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 upon %s', async (signal) => {
    const port = await freePort();
    const child = spawn('unshare', [...namespace, process.execPath, programs().server], {
      env: {
        PATH: process.env['PATH'],
        HOST: '127.0.0.1',
        PORT: String(port),
        PUBLIC_URL: `http://localhost:${port}`,
        DATABASE_URL: nobody.database.url,
        REDIS_URL: nobody.redis.url,
        SESSION_SECRET: secrets.session,
        ALERTS_TOKEN: secrets.alerts,
        SHUTDOWN_DELAY_SECONDS: '1',
      },
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    try {
      await until(() =>
        fetch(`http://127.0.0.1:${port}/api/v1/health`).then(
          ({ ok }) => ok,
          () => false,
        ),
      );
      const [inner] = childrenOf(child.pid as number);
      process.kill(inner as number, signal);
      expect(await ended).toEqual([0, null]);
    } finally {
      child.kill('SIGKILL');
    }
  });
});
