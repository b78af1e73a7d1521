import { afterEach, describe, expect, test } from '@jest/globals';
import { installedPromtools, notRun } from './promtool.ts';

const { PATH, PROMTOOL3 } = process.env;

/** Changes the environment that programs are looked for in; undefined takes the variable away. */
function set(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

afterEach(() => {
  set('PATH', PATH);
  set('PROMTOOL3', PROMTOOL3);
});

describe('the installed promtools', () => {
  test('are at least one, or the tests fail', () => {
    set('PROMTOOL3', undefined);
    set('PATH', '/nonexistent');
    expect(() => installedPromtools()).toThrow(/no promtool is installed; .*apt-get install prometheus/);
  });

  test('include the one that PROMTOOL3 names, or the tests fail', () => {
    set('PROMTOOL3', '/nonexistent/promtool');
    expect(() => installedPromtools()).toThrow('PROMTOOL3: "/nonexistent/promtool" does not run');
  });

  test('tell by their names what ran, and what did not', () => {
    for (const { name } of installedPromtools()) expect(name).toMatch(/^promtool .+ \(\/.+\)$/);
    const old = { path: '/usr/bin/promtool', version: '2.42.0', name: 'promtool 2.42.0 (/usr/bin/promtool)' };
    expect(notRun([old])).toMatch(/^alert rules by Prometheus 3: not run: /);
    expect(notRun([old, { ...old, version: '3.5.0' }])).toBeUndefined();
  });
});
