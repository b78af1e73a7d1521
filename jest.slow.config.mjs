import config from './jest.config.mjs';

/** What takes minutes: a mutation of every field, and an installation of the published package. */
export default { ...config, testPathIgnorePatterns: [], testMatch: ['<rootDir>/{test,apps}/**/*.slow.test.ts'] };
