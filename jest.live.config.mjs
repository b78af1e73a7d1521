import config from './jest.config.mjs';

/**
 * Real programs are broken and mended, and their monitoring is watched meanwhile. The tests mostly wait for windows of
 * PromQL to fill and to empty, so that more of them run side by side than there are processors.
 */
export default {
  ...config,
  testPathIgnorePatterns: [],
  testMatch: ['<rootDir>/test/live/*.live.test.ts'],
  testTimeout: 420_000,
  maxWorkers: 1,
  globalSetup: '<rootDir>/test/live/readings/begin.ts',
  globalTeardown: '<rootDir>/test/live/readings/conclude.ts',
};
