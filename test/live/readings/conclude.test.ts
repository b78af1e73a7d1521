import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import conclude from './conclude.ts';
import { type Measurement, record } from './timeline.ts';

const measured: Measurement = {
  scenario: 'Redis killed',
  alert: 'RedisDown of arq-redis',
  isMuted: false,
  floor: 22,
  firing: 27.5,
  delivered: undefined,
  resolved: 30,
};

describe('The end of a live run', () => {
  const before = process.cwd();
  let folder: string;
  const printed: string[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'arq-conclude-'));
    process.chdir(folder);
    printed.length = 0;
    jest.spyOn(console, 'log').mockImplementation((text) => void printed.push(String(text)));
  });

  afterEach(() => {
    jest.restoreAllMocks();
    process.chdir(before);
    rmSync(folder, { recursive: true, force: true });
  });

  const kept = () => JSON.parse(readFileSync(join(folder, 'build/live.json'), 'utf8')) as unknown;

  it('is no failure of its own where nothing was written down', () => {
    conclude();
    expect(printed).toEqual([]);
    expect(kept()).toEqual([]);
  });

  it('prints and keeps what was measured', () => {
    record(measured.scenario, [measured]);
    conclude();
    expect(printed.join('\n')).toMatch(/Redis killed +RedisDown of arq-redis +22\.0 +27\.5 +- +30\.0/);
    expect(kept()).toEqual([measured]);
  });
});
