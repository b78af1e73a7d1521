import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { postgresForTests, redisForTests } from '../../../../dev/test-servers.ts';
import { type Backend, startBackend } from '../support/backend.ts';
import { closeLater } from './support/close-all.ts';
import { ask } from './support/questions.ts';
import { TcpLink } from './support/tcp-link.ts';

jest.setTimeout(60_000);

let link: TcpLink;
let backend: Backend;
beforeAll(async () => {
  const postgres = closeLater(await postgresForTests());
  const redis = closeLater(await redisForTests());
  link = closeLater(await TcpLink.start(postgres.url));
  backend = closeLater(await startBackend({ database: link, redis }));
});

describe('a connection to PostgreSQL', () => {
  // A delivery is a transaction of five round trips at least: the connection is lost at each of its statements, the commit
  // included.
  it.each([1, 2, 3, 4, 5])(
    'that is lost with answer %i of a transaction costs that request and nothing else',
    async (pieces) => {
      const isCut = link.cutAfter(pieces);
      const answer = ask(backend, 'write');
      await isCut;
      const { status, body } = await answer;
      expect({ status, body }).toMatchObject({
        status: 503,
        body: expect.stringContaining('urn:arq:problem:unavailable'),
      });
      await link.restore();
      expect((await ask(backend, 'write')).status).toBe(204);
      expect(backend.lines().filter(({ level }) => level === 'error')).toEqual([]);
    },
  );
});
