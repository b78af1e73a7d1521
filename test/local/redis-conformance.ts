import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RawRedis, request } from './raw-redis.ts';

/** A server under test. */
export interface Subject {
  readonly url: string;
  close(): Promise<void>;
}

type Exchange = readonly [command: string, answer: string];

const wrongType = '-WRONGTYPE Operation against a key holding the wrong kind of value\r\n';
const noInteger = '-ERR value is not an integer or out of range\r\n';
const arity = (name: string) => `-ERR wrong number of arguments for '${name}' command\r\n`;

/** Words are separated by spaces; the answers are the server's bytes. */
const exchanges: Readonly<Record<string, readonly Exchange[]>> = {
  'says hello': [
    ['PING', '+PONG\r\n'],
    ['PING hi', '$2\r\nhi\r\n'],
    ['ECHO text', '$4\r\ntext\r\n'],
    ['PING a b', arity('ping')],
    ['ECHO', arity('echo')],
  ],
  'refuses what it does not know': [
    ['FOO', "-ERR unknown command 'FOO', with args beginning with: \r\n"],
    ['foo bar baz', "-ERR unknown command 'foo', with args beginning with: 'bar' 'baz' \r\n"],
    ['GET', arity('get')],
    ['get a b', arity('get')],
    ['SET a', arity('set')],
    ['CLIENT nonsense', "-ERR unknown subcommand 'nonsense'. Try CLIENT HELP.\r\n"],
    ['CLIENT SETNAME', arity('client|setname')],
    ['constructor', "-ERR unknown command 'constructor', with args beginning with: \r\n"],
  ],
  'keeps strings': [
    ['GET a', '$-1\r\n'],
    ['SET a 1', '+OK\r\n'],
    ['GET a', '$1\r\n1\r\n'],
    ['SET a 2 NX', '$-1\r\n'],
    ['SET b 2 XX', '$-1\r\n'],
    ['SET a 2 XX GET', '$1\r\n1\r\n'],
    ['SET b 3 NX GET', '$-1\r\n'],
    ['SET a 9 NX GET', '$1\r\n2\r\n'],
    ['GETDEL b', '$1\r\n3\r\n'],
    ['GETDEL b', '$-1\r\n'],
    ['MGET a none a', '*3\r\n$1\r\n2\r\n$-1\r\n$1\r\n2\r\n'],
    ['TYPE a', '+string\r\n'],
    ['TYPE none', '+none\r\n'],
    ['EXISTS a a none', ':2\r\n'],
    ['DEL a none', ':1\r\n'],
    ['SET c 1', '+OK\r\n'],
    ['UNLINK c', ':1\r\n'],
    ['SET a 1 NX XX', '-ERR syntax error\r\n'],
    ['SET a 1 EX 1 PX 1', '-ERR syntax error\r\n'],
    ['SET a 1 EX', '-ERR syntax error\r\n'],
    ['SET a 1 nonsense', '-ERR syntax error\r\n'],
    ['SET a 1 EX 0', "-ERR invalid expire time in 'set' command\r\n"],
    ['SET a 1 EX x', noInteger],
    ['SETEX a 0 1', "-ERR invalid expire time in 'setex' command\r\n"],
  ],
  'lets keys expire': [
    ['SET a 1 EX 100', '+OK\r\n'],
    ['TTL a', ':100\r\n'],
    ['SET a 2 KEEPTTL', '+OK\r\n'],
    ['TTL a', ':100\r\n'],
    ['SET a 3', '+OK\r\n'],
    ['TTL a', ':-1\r\n'],
    ['PTTL a', ':-1\r\n'],
    ['TTL none', ':-2\r\n'],
    ['PTTL none', ':-2\r\n'],
    ['SET a 1 PX 100000', '+OK\r\n'],
    ['TTL a', ':100\r\n'],
    ['SET a 1 EXAT 32503680000', '+OK\r\n'],
    ['SET a 1 PXAT 32503680000000', '+OK\r\n'],
    ['PERSIST a', ':1\r\n'],
    ['PERSIST a', ':0\r\n'],
    ['TTL a', ':-1\r\n'],
    ['SETEX a 50 1', '+OK\r\n'],
    ['TTL a', ':50\r\n'],
    ['EXPIRE a 60', ':1\r\n'],
    ['EXPIRE none 60', ':0\r\n'],
    ['EXPIRE a 70 NX', ':0\r\n'],
    ['EXPIRE a 70 XX', ':1\r\n'],
    ['EXPIRE a 60 GT', ':0\r\n'],
    ['EXPIRE a 80 GT', ':1\r\n'],
    ['EXPIRE a 90 LT', ':0\r\n'],
    ['EXPIRE a 60 LT', ':1\r\n'],
    ['PEXPIRE a 70000', ':1\r\n'],
    ['TTL a', ':70\r\n'],
    ['INCR a', ':2\r\n'],
    ['TTL a', ':70\r\n'],
    ['PERSIST a', ':1\r\n'],
    ['PEXPIRE a 1000 XX', ':0\r\n'],
    ['PEXPIRE a 1000 GT', ':0\r\n'],
    ['PEXPIRE a 100000 NX', ':1\r\n'],
    ['EXPIRE a 1 NX XX', '-ERR NX and XX, GT or LT options at the same time are not compatible\r\n'],
    ['EXPIRE a 1 GT LT', '-ERR GT and LT options at the same time are not compatible\r\n'],
    ['EXPIRE a 1 nonsense', '-ERR Unsupported option nonsense\r\n'],
    ['EXPIRE a x', noInteger],
    ['EXPIRE a 9223372036854775807', "-ERR invalid expire time in 'expire' command\r\n"],
    ['EXPIRE a -1', ':1\r\n'],
    ['EXISTS a', ':0\r\n'],
  ],
  counts: [
    ['INCR n', ':1\r\n'],
    ['INCRBY n 41', ':42\r\n'],
    ['DECR n', ':41\r\n'],
    ['DECRBY n 50', ':-9\r\n'],
    ['GET n', '$2\r\n-9\r\n'],
    ['SET n 9223372036854775807', '+OK\r\n'],
    ['INCR n', '-ERR increment or decrement would overflow\r\n'],
    ['SET n 007', '+OK\r\n'],
    ['INCR n', noInteger],
    ['SET n word', '+OK\r\n'],
    ['INCR n', noInteger],
    ['INCRBY n 1.5', noInteger],
    ['INCRBY n 9223372036854775808', noInteger],
  ],
  'keeps lists': [
    ['RPUSH l b c', ':2\r\n'],
    ['LPUSH l a x', ':4\r\n'],
    ['LRANGE l 0 -1', '*4\r\n$1\r\nx\r\n$1\r\na\r\n$1\r\nb\r\n$1\r\nc\r\n'],
    ['LRANGE l -2 10', '*2\r\n$1\r\nb\r\n$1\r\nc\r\n'],
    ['LRANGE l -100 0', '*1\r\n$1\r\nx\r\n'],
    ['LRANGE l 3 1', '*0\r\n'],
    ['LRANGE none 0 -1', '*0\r\n'],
    ['LLEN l', ':4\r\n'],
    ['LLEN none', ':0\r\n'],
    ['LTRIM l 1 2', '+OK\r\n'],
    ['LRANGE l 0 -1', '*2\r\n$1\r\na\r\n$1\r\nb\r\n'],
    ['LTRIM l 5 9', '+OK\r\n'],
    ['EXISTS l', ':0\r\n'],
    ['LTRIM none 0 1', '+OK\r\n'],
    ['LRANGE l x 1', noInteger],
    ['SET s 1', '+OK\r\n'],
    ['LPUSH s 1', wrongType],
    ['LRANGE s 0 1', wrongType],
    ['RPUSH l 1', ':1\r\n'],
    ['GET l', wrongType],
    ['INCR l', wrongType],
    ['SET l 1 GET', wrongType],
    ['SET l 1', '+OK\r\n'],
    ['MGET l', '*1\r\n$1\r\n1\r\n'],
  ],
  'keeps hashes': [
    ['HSET h a 1 b 2', ':2\r\n'],
    ['HSET h b 3 c 4', ':1\r\n'],
    ['HGET h b', '$1\r\n3\r\n'],
    ['HGET h none', '$-1\r\n'],
    ['HGET none a', '$-1\r\n'],
    ['HGETALL h', '*6\r\n$1\r\na\r\n$1\r\n1\r\n$1\r\nb\r\n$1\r\n3\r\n$1\r\nc\r\n$1\r\n4\r\n'],
    ['HGETALL none', '*0\r\n'],
    ['HLEN h', ':3\r\n'],
    ['HDEL h a b none', ':2\r\n'],
    ['HDEL h c', ':1\r\n'],
    ['EXISTS h', ':0\r\n'],
    ['HDEL h c', ':0\r\n'],
    ['HSET h a', arity('hset')],
    ['HSET h a 1 b', arity('hset')],
    ['TYPE h', '+none\r\n'],
  ],
  'keeps sets': [
    ['SADD s a a', ':1\r\n'],
    ['SMEMBERS s', '*1\r\n$1\r\na\r\n'],
    ['SISMEMBER s a', ':1\r\n'],
    ['SISMEMBER s b', ':0\r\n'],
    ['SADD s a b', ':1\r\n'],
    ['SCARD s', ':2\r\n'],
    ['SREM s a b none', ':2\r\n'],
    ['EXISTS s', ':0\r\n'],
    ['SMEMBERS s', '*0\r\n'],
    ['SREM s a', ':0\r\n'],
  ],
  'keeps sorted sets': [
    ['ZADD z 2 b 1 a 2 c', ':3\r\n'],
    ['ZADD z 2.5 b', ':0\r\n'],
    ['ZADD z CH 2 b 3 d', ':2\r\n'],
    ['ZADD z NX 9 a', ':0\r\n'],
    ['ZADD z XX 9 new', ':0\r\n'],
    ['ZCARD z', ':4\r\n'],
    ['ZSCORE z b', '$1\r\n2\r\n'],
    ['ZSCORE z none', '$-1\r\n'],
    ['ZRANGE z 0 -1', '*4\r\n$1\r\na\r\n$1\r\nb\r\n$1\r\nc\r\n$1\r\nd\r\n'],
    ['ZRANGE z 0 0 WITHSCORES', '*2\r\n$1\r\na\r\n$1\r\n1\r\n'],
    ['ZRANGE z 0 1 REV', '*2\r\n$1\r\nd\r\n$1\r\nc\r\n'],
    ['ZRANGE z 2 3 BYSCORE', '*3\r\n$1\r\nb\r\n$1\r\nc\r\n$1\r\nd\r\n'],
    ['ZRANGE z (2 +inf BYSCORE', '*1\r\n$1\r\nd\r\n'],
    ['ZRANGE z 3 1 BYSCORE REV LIMIT 1 2', '*2\r\n$1\r\nc\r\n$1\r\nb\r\n'],
    ['ZRANGE z -inf inf BYSCORE LIMIT 1 -1', '*3\r\n$1\r\nb\r\n$1\r\nc\r\n$1\r\nd\r\n'],
    [
      'ZRANGE z 0 1 LIMIT 0 1',
      '-ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX\r\n',
    ],
    ['ZRANGE z 0 1 nonsense', '-ERR syntax error\r\n'],
    ['ZRANGE z x 1', noInteger],
    ['ZRANGE z x 1 BYSCORE', '-ERR min or max is not a float\r\n'],
    ['ZREMRANGEBYSCORE z -inf (2', ':1\r\n'],
    ['ZREMRANGEBYSCORE none 0 1', ':0\r\n'],
    ['ZREMRANGEBYSCORE z a b', '-ERR min or max is not a float\r\n'],
    ['ZREM z b c none', ':2\r\n'],
    ['ZREM z d', ':1\r\n'],
    ['EXISTS z', ':0\r\n'],
    ['ZADD z word a', '-ERR value is not a valid float\r\n'],
    ['ZADD z 1', arity('zadd')],
    ['ZADD z 1 a 2', '-ERR syntax error\r\n'],
    ['ZADD z NX XX 1 a', '-ERR XX and NX options at the same time are not compatible\r\n'],
  ],
  'finds keys': [
    ['SET user:1 1', '+OK\r\n'],
    ['DBSIZE', ':1\r\n'],
    ['KEYS user:?', '*1\r\n$6\r\nuser:1\r\n'],
    ['KEYS user:[0-9]', '*1\r\n$6\r\nuser:1\r\n'],
    ['KEYS user:[^0-9]', '*0\r\n'],
    ['KEYS USER:*', '*0\r\n'],
    ['KEYS u*r:\\1', '*1\r\n$6\r\nuser:1\r\n'],
    ['KEYS user:.', '*0\r\n'],
    ['KEYS *', '*1\r\n$6\r\nuser:1\r\n'],
    ['SCAN 0 MATCH user:* COUNT 100', '*2\r\n$1\r\n0\r\n*1\r\n$6\r\nuser:1\r\n'],
    ['SCAN 0 MATCH other:*', '*2\r\n$1\r\n0\r\n*0\r\n'],
    ['SCAN 0 TYPE hash', '*2\r\n$1\r\n0\r\n*0\r\n'],
    ['SCAN x', '-ERR invalid cursor\r\n'],
    ['SCAN 0 COUNT 0', '-ERR syntax error\r\n'],
    ['SCAN 0 MATCH', '-ERR syntax error\r\n'],
    ['FLUSHDB', '+OK\r\n'],
    ['DBSIZE', ':0\r\n'],
    ['FLUSHALL nonsense', '-ERR syntax error\r\n'],
  ],
  'keeps databases apart': [
    ['SET a 1', '+OK\r\n'],
    ['SELECT 1', '+OK\r\n'],
    ['GET a', '$-1\r\n'],
    ['SET b 1', '+OK\r\n'],
    ['FLUSHDB', '+OK\r\n'],
    ['SELECT 16', '-ERR DB index is out of range\r\n'],
    ['SELECT x', noInteger],
    ['SELECT 0', '+OK\r\n'],
    ['GET a', '$1\r\n1\r\n'],
    ['SELECT 2', '+OK\r\n'],
    ['FLUSHALL', '+OK\r\n'],
    ['SELECT 0', '+OK\r\n'],
    ['GET a', '$-1\r\n'],
  ],
  'runs transactions': [
    ['MULTI', '+OK\r\n'],
    ['SET a 1', '+QUEUED\r\n'],
    ['INCR a', '+QUEUED\r\n'],
    ['LPUSH a 1', '+QUEUED\r\n'],
    ['EXEC', `*3\r\n+OK\r\n:2\r\n${wrongType}`],
    ['EXEC', '-ERR EXEC without MULTI\r\n'],
    ['DISCARD', '-ERR DISCARD without MULTI\r\n'],
    ['MULTI', '+OK\r\n'],
    ['MULTI', '-ERR MULTI calls can not be nested\r\n'],
    ['WATCH a', '-ERR WATCH inside MULTI is not allowed\r\n'],
    ['SET a 5', '+QUEUED\r\n'],
    ['DISCARD', '+OK\r\n'],
    ['GET a', '$1\r\n2\r\n'],
    ['MULTI', '+OK\r\n'],
    ['FOO', "-ERR unknown command 'FOO', with args beginning with: \r\n"],
    ['SET a 7', '+QUEUED\r\n'],
    ['EXEC', '-EXECABORT Transaction discarded because of previous errors.\r\n'],
    ['GET a', '$1\r\n2\r\n'],
    ['MULTI', '+OK\r\n'],
    ['GET', arity('get')],
    ['EXEC', '-EXECABORT Transaction discarded because of previous errors.\r\n'],
    ['WATCH a', '+OK\r\n'],
    ['SET a 8', '+OK\r\n'],
    ['MULTI', '+OK\r\n'],
    ['SET a 9', '+QUEUED\r\n'],
    ['EXEC', '*-1\r\n'],
    ['WATCH a', '+OK\r\n'],
    ['SET a 8', '+OK\r\n'],
    ['UNWATCH', '+OK\r\n'],
    ['MULTI', '+OK\r\n'],
    ['EXEC', '*0\r\n'],
  ],
  'knows its clients': [
    ['CLIENT GETNAME', '$-1\r\n'],
    ['CLIENT SETNAME worker', '+OK\r\n'],
    ['CLIENT GETNAME', '$6\r\nworker\r\n'],
    ['COMMAND nonsense', "-ERR unknown subcommand 'nonsense'. Try COMMAND HELP.\r\n"],
    [
      'AUTH x',
      '-ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?\r\n',
    ],
    ['AUTH default anything', '+OK\r\n'],
    ['AUTH stranger x', '-WRONGPASS invalid username-password pair or user is disabled.\r\n'],
    ['AUTH a b c', '-ERR syntax error\r\n'],
    ['HELLO 4', '-NOPROTO unsupported protocol version\r\n'],
    ['HELLO x', '-ERR Protocol version is not an integer or out of range\r\n'],
    ['HELLO 2 nonsense', "-ERR Syntax error in HELLO option 'nonsense'\r\n"],
  ],
};

/** The cases that every server has to pass, so that the small one can stand for the real one. */
export function describeRedis(name: string, start: (password?: string) => Promise<Subject>): void {
  describe(`${name} in bytes`, () => {
    let server: Subject;
    let redis: RawRedis;
    const answers = async (command: string, answer: string) =>
      expect(await redis.expect(answer, ...command.split(' '))).toBe(answer);

    beforeAll(async () => {
      server = await start();
    });
    beforeEach(async () => {
      redis = await RawRedis.open(server.url);
      await answers('FLUSHALL', '+OK\r\n');
    });
    afterEach(() => redis.close());
    afterAll(() => server.close());

    it.each(Object.entries(exchanges))('%s', async (_, steps) => {
      for (const [command, answer] of steps) {
        expect({ command, answer: await redis.expect(answer, ...command.split(' ')) }).toEqual({ command, answer });
      }
    });

    it('takes commands in any pieces, answers in order', async () => {
      const bytes = request('SET', 'a', 'b\r\nc') + request('GET', 'a') + request('PING');
      for (const byte of bytes) {
        redis.write(byte);
        await new Promise(setImmediate);
      }
      redis.write(bytes + bytes);
      const answer = '+OK\r\n$4\r\nb\r\nc\r\n+PONG\r\n';
      expect(await redis.take(answer.length * 3)).toBe(answer.repeat(3));
    });

    it('gives back every byte', async () => {
      const bytes = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).join('');
      await redis.expect('+OK\r\n', 'SET', bytes, bytes);
      expect(await redis.expect(`$256\r\n${bytes}\r\n`, 'GET', bytes)).toBe(`$256\r\n${bytes}\r\n`);
      expect(await redis.expect(`*1\r\n$256\r\n${bytes}\r\n`, 'KEYS', '*')).toBe(`*1\r\n$256\r\n${bytes}\r\n`);
    });

    it('takes large values', async () => {
      const value = 'x'.repeat(5_000_000);
      expect(await redis.expect('+OK\r\n', 'SET', 'a', value)).toBe('+OK\r\n');
      const answer = `$${value.length}\r\n${value}\r\n`;
      expect((await redis.expect(answer, 'GET', 'a')) === answer).toBe(true);
    });

    it('takes commands typed by hand', async () => {
      redis.write('\r\nSET a  1\r\nGET a\n');
      expect(await redis.take(12)).toBe('+OK\r\n$1\r\n1\r\n');
    });

    it.each([
      ['*x\r\n', '-ERR Protocol error: invalid multibulk length\r\n'],
      ['*1\r\n+PING\r\n', "-ERR Protocol error: expected '$', got '+'\r\n"],
      ['*1\r\n$x\r\n', '-ERR Protocol error: invalid bulk length\r\n'],
      ['*1\r\n$-1\r\n', '-ERR Protocol error: invalid bulk length\r\n'],
    ])('hangs up on nonsense: %j', async (bytes, answer) => {
      redis.write(bytes);
      expect(await redis.rest()).toBe(answer);
    });

    it('lets keys go when their time has come', async () => {
      await answers('SET a 1 PX 60', '+OK\r\n');
      await answers('EXISTS a', ':1\r\n');
      await new Promise((resolve) => setTimeout(resolve, 120));
      await answers('GET a', '$-1\r\n');
      await answers('KEYS *', '*0\r\n');
    });

    it('says goodbye', async () => {
      redis.send('QUIT');
      expect(await redis.rest()).toBe('+OK\r\n');
    });

    it('tells the time in seconds and microseconds', async () => {
      redis.send('TIME');
      const [, seconds, , microseconds] = (await redis.take(32)).split('\r\n').slice(1);
      expect(Math.abs(Number(seconds) - Date.now() / 1000)).toBeLessThan(5);
      expect(Number(microseconds)).toBeLessThan(1_000_000);
    });

    it('notices that another client has changed what is watched', async () => {
      const other = await RawRedis.open(server.url);
      await answers('RPUSH l a', ':1\r\n');
      await answers('WATCH l', '+OK\r\n');
      await other.expect(':2\r\n', 'RPUSH', 'l', 'b');
      await answers('MULTI', '+OK\r\n');
      await answers('LLEN l', '+QUEUED\r\n');
      await answers('EXEC', '*-1\r\n');
      await answers('WATCH l', '+OK\r\n');
      await other.expect('+OK\r\n', 'FLUSHALL');
      await answers('MULTI', '+OK\r\n');
      await answers('EXEC', '*-1\r\n');
      other.close();
    });

    it('delivers messages to names and patterns', async () => {
      const other = await RawRedis.open(server.url);
      await answers(
        'SUBSCRIBE a b',
        '*3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n*3\r\n$9\r\nsubscribe\r\n$1\r\nb\r\n:2\r\n',
      );
      await answers('PSUBSCRIBE a*', '*3\r\n$10\r\npsubscribe\r\n$2\r\na*\r\n:3\r\n');
      await answers('PING', '*2\r\n$4\r\npong\r\n$0\r\n\r\n');
      await answers(
        'GET a',
        "-ERR Can't execute 'get': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context\r\n",
      );
      expect(await other.expect(':2\r\n', 'PUBLISH', 'a', 'hi')).toBe(':2\r\n');
      const message =
        '*3\r\n$7\r\nmessage\r\n$1\r\na\r\n$2\r\nhi\r\n*4\r\n$8\r\npmessage\r\n$2\r\na*\r\n$1\r\na\r\n$2\r\nhi\r\n';
      expect(await redis.take(message.length)).toBe(message);
      expect(await other.expect(':0\r\n', 'PUBLISH', 'c', 'hi')).toBe(':0\r\n');
      await answers('UNSUBSCRIBE a', '*3\r\n$11\r\nunsubscribe\r\n$1\r\na\r\n:2\r\n');
      await answers('UNSUBSCRIBE', '*3\r\n$11\r\nunsubscribe\r\n$1\r\nb\r\n:1\r\n');
      await answers('UNSUBSCRIBE', '*3\r\n$11\r\nunsubscribe\r\n$-1\r\n:1\r\n');
      await answers('PUNSUBSCRIBE a*', '*3\r\n$12\r\npunsubscribe\r\n$2\r\na*\r\n:0\r\n');
      await answers('GET a', '$-1\r\n');
      expect(await other.expect(':0\r\n', 'PUBLISH', 'a', 'hi')).toBe(':0\r\n');
      other.close();
    });

    it('forgets the subscriptions of those who left', async () => {
      const other = await RawRedis.open(server.url);
      await other.expect('*3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n', 'SUBSCRIBE', 'a');
      await answers('PUBLISH a 1', ':1\r\n');
      other.close();
      let receivers = ':1\r\n';
      for (let attempt = 0; attempt < 50 && receivers === ':1\r\n'; attempt++) {
        receivers = await redis.expect(receivers, 'PUBLISH', 'a', '1');
      }
      expect(receivers).toBe(':0\r\n');
    });

    it('speaks RESP3 to those who ask for it', async () => {
      redis.send('HELLO', '3');
      redis.send('PING');
      expect(await redis.until('+PONG\r\n')).toMatch(/^%7\r\n\$6\r\nserver\r\n\$5\r\nredis\r\n/);
      await answers('GET a', '_\r\n');
      await answers('HSET h a 1', ':1\r\n');
      await answers('HGETALL h', '%1\r\n$1\r\na\r\n$1\r\n1\r\n');
      await answers('SADD s a', ':1\r\n');
      await answers('SMEMBERS s', '~1\r\n$1\r\na\r\n');
      await answers('ZADD z 1.5 a', ':1\r\n');
      await answers('ZSCORE z a', ',1.5\r\n');
      await answers('ZRANGE z 0 -1 WITHSCORES', '*1\r\n*2\r\n$1\r\na\r\n,1.5\r\n');
      await answers('WATCH a', '+OK\r\n');
      await answers('SET a 1', '+OK\r\n');
      await answers('MULTI', '+OK\r\n');
      await answers('EXEC', '_\r\n');
      await answers('SUBSCRIBE a', '>3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n');
      await answers('GET a', '$1\r\n1\r\n');
      await answers('PING', '+PONG\r\n');
      await answers('PUBLISH a hi', '>3\r\n$7\r\nmessage\r\n$1\r\na\r\n$2\r\nhi\r\n:1\r\n');
      await answers('CLIENT INFO', '=');
    });
  });

  describe(`${name} with a password`, () => {
    let server: Subject;
    let redis: RawRedis;
    const noLogin = '-NOAUTH Authentication required.\r\n';
    const wrongPassword = '-WRONGPASS invalid username-password pair or user is disabled.\r\n';

    beforeAll(async () => {
      server = await start('right');
    });
    beforeEach(async () => {
      redis = await RawRedis.open(server.url);
    });
    afterEach(() => redis.close());
    afterAll(() => server.close());

    it.each<readonly [string, readonly Exchange[]]>([
      [
        'admits nobody before',
        [
          ['GET a', noLogin],
          ['PING', noLogin],
          ['MULTI', noLogin],
          ['SUBSCRIBE a', noLogin],
        ],
      ],
      [
        'refuses a wrong password',
        [
          ['AUTH wrong', wrongPassword],
          ['GET a', noLogin],
        ],
      ],
      [
        'refuses a wrong user',
        [
          ['AUTH other right', wrongPassword],
          ['GET a', noLogin],
        ],
      ],
      [
        'refuses a wrong password in a greeting',
        [
          ['HELLO 3 AUTH default wrong', wrongPassword],
          ['GET a', noLogin],
        ],
      ],
      [
        'admits the right one',
        [
          ['AUTH right', '+OK\r\n'],
          ['GET a', '$-1\r\n'],
        ],
      ],
      [
        'admits the right user',
        [
          ['AUTH default right', '+OK\r\n'],
          ['GET a', '$-1\r\n'],
        ],
      ],
      [
        'keeps a login when another one fails',
        [
          ['AUTH right', '+OK\r\n'],
          ['AUTH wrong', wrongPassword],
          ['GET a', '$-1\r\n'],
        ],
      ],
      ['admits a greeting', [['HELLO 2 AUTH default right', '*14\r\n']]],
    ])('%s', async (_, steps) => {
      for (const [command, answer] of steps) {
        expect({ command, answer: await redis.expect(answer, ...command.split(' ')) }).toEqual({ command, answer });
      }
    });
  });
}
