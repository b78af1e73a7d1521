import { startRedis } from '../../dev/redis/redis.ts';
import { describeRedisClients } from './redis-clients.ts';
import { describeRedis } from './redis-conformance.ts';

const start = (password?: string) => startRedis({ password });

describeRedis('the development server', start);
describeRedisClients('the development server', start);
