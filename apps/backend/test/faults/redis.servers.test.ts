import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { postgresForTests } from '../../../../dev/test-servers.ts';
import { alert, deliver, group } from '../support/alerts.ts';
import { type Backend, startBackend, until } from '../support/backend.ts';
import { expectWithin } from './support/bounds.ts';
import { closeLater } from './support/close-all.ts';
import { course } from './support/course.ts';
import { MortalRedis } from './support/mortal-redis.ts';
import { type Answer, withSessions } from './support/questions.ts';
import { StreamClient } from './support/stream-client.ts';
import { TcpLink } from './support/tcp-link.ts';

jest.setTimeout(120_000);

const first = 'the-first-password';
let redis: MortalRedis;
let link: TcpLink;
let backend: Backend;
let passwordFile: string;
beforeAll(async () => {
  const postgres = closeLater(await postgresForTests());
  redis = closeLater(await MortalRedis.start({ password: first }));
  link = closeLater(await TcpLink.start(redis.url));
  const folder = mkdtempSync(join(tmpdir(), 'arq-password-'));
  closeLater({ close: () => rmSync(folder, { recursive: true }) });
  passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, `${first}\n`);
  backend = closeLater(
    await startBackend({
      database: postgres,
      redis,
      env: {
        REDIS_URL: undefined,
        REDIS_HOST: '127.0.0.1',
        REDIS_PORT: new URL(link.url).port,
        REDIS_PASSWORD_FILE: passwordFile,
        ...withSessions,
      },
    }),
  );
});

// Rate limits are on: 600 reads in a minute are more than what is asked here in the time of one fault.
const asked = ['write', 'session'] as const;

/** Sessions cannot be read, but alerts are taken. */
function expectSessionsAlone(answers: readonly Answer[]): void {
  expect(answers.filter(({ question, status }) => question === 'session' && status === 503).length).toBeGreaterThan(5);
  expect(answers.filter(({ question, status }) => question === 'write' && status !== 204)).toEqual([]);
}

describe('Redis', () => {
  it('is killed, and comes back empty', async () => {
    const seen = await course(backend, { asked, begin: () => redis.kill(), end: () => redis.revive() });
    expectSessionsAlone(seen.answers);
    expectWithin('redis killed', backend, seen, {
      unready: 1_500,
      reasons: /^redis (unavailable|refused)$/,
      answer: 1_500,
      ready: 3_000,
      healed: 3_000,
    });
  });

  it('freezes, and thaws', async () => {
    const seen = await course(backend, { asked, begin: () => redis.freeze(), end: () => redis.thaw(), lasts: 4_000 });
    expectSessionsAlone(seen.answers);
    expectWithin('redis frozen', backend, seen, {
      unready: 3_000,
      reasons: /^redis (timeout|unavailable)$/,
      answer: 1_500,
      ready: 4_000,
      healed: 4_000,
    });
  });

  it('is slow', async () => {
    const seen = await course(backend, {
      asked,
      begin: () => link.delay(1_200),
      end: () => link.restore(),
      lasts: 3_000,
    });
    expectSessionsAlone(seen.answers);
    expectWithin('redis 1.2 s away', backend, seen, {
      unready: 3_000,
      reasons: /^redis (timeout|unavailable)$/,
      answer: 1_500,
      ready: 4_000,
      healed: 4_000,
    });
  });

  it('has no memory left: what only reads goes on', async () => {
    const seen = await course(backend, {
      asked: [...asked, 'status'],
      begin: async () => {
        await redis.ask('CONFIG SET maxmemory-policy noeviction');
        await redis.ask('CONFIG SET maxmemory 1');
        expect(await redis.ask('SET something something')).toContain('-OOM');
      },
      end: () => redis.ask('CONFIG SET maxmemory 0'),
      unready: false,
    });
    expect(seen.answers.filter(({ status }) => status >= 300)).toEqual([]);
    expectWithin('redis out of memory', backend, seen, { answer: 1_500, ready: 1_500, healed: 1_500 });
  });

  it('has another password, until the file has it too', async () => {
    const second = 'the-second-password';
    const seen = await course(backend, {
      asked,
      begin: async () => {
        await redis.ask(`CONFIG SET requirepass ${second}`);
        await redis.ask('CLIENT KILL TYPE normal', second);
        await redis.ask('CLIENT KILL TYPE pubsub', second);
      },
      end: () => {
        writeFileSync(`${passwordFile}.new`, `${second}\n`);
        renameSync(`${passwordFile}.new`, passwordFile);
      },
    });
    expectSessionsAlone(seen.answers);
    expectWithin('redis password rotated', backend, seen, {
      unready: 1_500,
      reasons: /^redis (unavailable|refused)$/,
      answer: 1_500,
      ready: 3_000,
      healed: 3_000,
    });
    await redis.ask(`CONFIG SET requirepass ${first}`, second);
    writeFileSync(passwordFile, first);
  });

  it('hangs up on subscribers again and again: streams deliver all the same', async () => {
    const stream = closeLater(new StreamClient([backend.url]));
    await until(() => stream.frames.length > 0);
    const before = stream.incidents.length;
    let isOver = false;
    const killing = (async () => {
      while (!isOver) {
        await redis.ask('CLIENT KILL TYPE pubsub');
        await sleep(50);
      }
    })();
    for (let count = 0; count < 5; count += 1) {
      const { status } = await deliver(backend.url, group([alert({ fingerprint: `unsubscribed-${count}` })]));
      expect(status).toBe(204);
    }
    await until(() => stream.incidents.length >= before + 5, 10_000);
    isOver = true;
    await killing;
  });
});
