import config from './jest.config.mjs';

/** What boots real servers: PostgreSQL and Redis have to be installed. */
export default {
  ...config,
  testPathIgnorePatterns: [],
  testMatch: ['<rootDir>/{test,apps}/**/*.servers.test.ts'],
  testTimeout: 60_000,
};
