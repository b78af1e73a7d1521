import config from './jest.config.mjs';

/**
 * Releases on a real API server by the real Argo Rollouts; its programs have to be installed. The tests mostly wait for
 * measurements, so that two clusters run side by side.
 */
export default {
  ...config,
  testPathIgnorePatterns: [],
  testMatch: ['<rootDir>/test/rollouts/*.rollouts.test.ts'],
  // Above all that is waited for within: what does not come is told by name, not as a test that took too long.
  testTimeout: 600_000,
  maxWorkers: 2,
  // How long each scenario takes.
  verbose: true,
  globalSetup: '<rootDir>/test/rollouts/begin.ts',
};
