import config from './jest.config.mjs';

/** What evaluates alert rules: promtool, of Prometheus, has to be installed. */
export default {
  ...config,
  testPathIgnorePatterns: [],
  testMatch: ['<rootDir>/test/**/*.promtool.test.ts'],
  testTimeout: 60_000,
};
