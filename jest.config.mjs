/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/{charts,test,apps}/**/*.test.ts'],
  // Tests that take minutes or need servers have commands of their own.
  testPathIgnorePatterns: ['/node_modules/', '\\.(slow|servers)\\.test\\.ts$'],
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/charts/constructs/lib/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'es6' } },
    ],
  },
  moduleNameMapper: { '^@arq/constructs$': '<rootDir>/charts/constructs/index.ts' },
};
