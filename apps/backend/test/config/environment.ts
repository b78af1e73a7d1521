import { type Configuration, readConfiguration } from '../../src/config/configuration.ts';
import { ConfigurationError } from '../../src/config/configuration-error.ts';

/** The least that the backend starts with. */
export const minimal: Readonly<Record<string, string>> = {
  PUBLIC_URL: 'https://arq.example.com',
  DATABASE_URL: 'postgres://arq:database-password@127.0.0.1:5432/arq',
  REDIS_URL: 'redis://:redis-password@127.0.0.1:6379',
  SESSION_SECRET: 'session-secret-0123456789abcdef',
  ALERTS_TOKEN: 'alerts-token-0123456789abcdef',
};

/** Reads the least with some changes; `undefined` takes a variable away. */
export function read(changes: Readonly<Record<string, string | undefined>> = {}): Configuration {
  return readConfiguration({ ...minimal, ...changes });
}

/** The error that the changes lead to. */
export function errorOf(changes: Readonly<Record<string, string | undefined>>): ConfigurationError {
  try {
    read(changes);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error(`nothing is wrong with ${JSON.stringify(changes)}`);
}
