import config from './jest.config.mjs';

/**
 * Real programs are broken and mended, and their monitoring is watched meanwhile. The tests mostly wait for windows of
 * PromQL to fill and to empty, so that two run side by side on two busy processors, and no more do on many: how long it
 * takes to be told of something is measured.
 */
export default {
  ...config,
  testPathIgnorePatterns: [],
  testMatch: ['<rootDir>/test/live/*.live.test.ts'],
  // Above all that is waited for within: what does not come is told by name, not as a test that took too long.
  testTimeout: 1_800_000,
  maxWorkers: 2,
  globalSetup: '<rootDir>/test/live/readings/begin.ts',
  globalTeardown: '<rootDir>/test/live/readings/conclude.ts',
};
