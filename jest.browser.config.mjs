import config from './jest.config.mjs';

/** What looks at the pages in a real browser: Chromium has to be installed, and the programs built. */
export default {
  ...config,
  testPathIgnorePatterns: [],
  testMatch: ['<rootDir>/{test,apps}/**/*.browser.test.ts'],
  testTimeout: 60_000,
};
