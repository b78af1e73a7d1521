import { describe, expect, it } from '@jest/globals';
import { ConfigurationError, readConfiguration } from './configuration.ts';

const complete = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://status.example.com/',
  BACKEND_URL: 'http://arq-backend:3001',
};

const problemsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfiguration(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
};

describe('readConfiguration', () => {
  it('reads what is there, with metrics off unless asked for', () => {
    expect(readConfiguration(complete)).toEqual({
      publicUrl: 'https://status.example.com',
      backendUrl: 'http://arq-backend:3001',
      hostname: '0.0.0.0',
      metricsPort: undefined,
      logLevel: 'info',
    });
    expect(readConfiguration({ ...complete, METRICS_PORT: '' }).metricsPort).toBeUndefined();
    expect(readConfiguration({ ...complete, METRICS_PORT: '9465' }).metricsPort).toBe(9465);
  });

  it('has defaults outside of production', () => {
    expect(readConfiguration({})).toMatchObject({
      publicUrl: 'http://localhost:3000',
      backendUrl: 'http://localhost:3001',
    });
  });

  it('tells everything that is wrong at once, with an example each', () => {
    const problems = problemsOf({ NODE_ENV: 'production', METRICS_PORT: 'x', LOG_LEVEL: 'loud', PORT: '70000' });
    for (const name of ['PUBLIC_URL', 'BACKEND_URL', 'METRICS_PORT', 'LOG_LEVEL', 'PORT']) {
      expect(problems.filter((problem) => problem.startsWith(`${name} `))).toEqual([
        expect.stringMatching(/(such as|try) \S+$/),
      ]);
    }
  });

  it.each(['arq-backend', 'ftp://x', 'http://user:password@x'])('refuses %s as the backend', (url) => {
    expect(problemsOf({ ...complete, BACKEND_URL: url })).toEqual([expect.stringMatching(/^BACKEND_URL /)]);
  });
});
