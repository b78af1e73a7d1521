/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/{charts,test,apps}/**/*.test.ts'],
  // Tests that take minutes, or need installed servers or a browser, have commands of their own.
  testPathIgnorePatterns: ['/node_modules/', '\\.(slow|servers|promtool|live|browser|rollouts)\\.test\\.ts$'],
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/charts/constructs/lib/', '<rootDir>/apps/frontend/.next/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'es6' } },
    ],
  },
  moduleNameMapper: { '^@arq/constructs$': '<rootDir>/charts/constructs/index.ts' },
};
