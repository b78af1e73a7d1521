import { realRedis } from '../../dev/test-servers.ts';
import { describeRedisClients } from './redis-clients.ts';
import { describeRedis } from './redis-conformance.ts';

// The same cases as for the development server: what they expect is what Redis does.
describeRedis('Redis', realRedis);
describeRedisClients('Redis', realRedis);
