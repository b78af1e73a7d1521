import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { image, Scratch } from './scratch.ts';

jest.setTimeout(60_000);

let scratch: Scratch;

beforeEach(() => {
  scratch = new Scratch();
});
afterEach(() => scratch.remove());

describe('The command lines', () => {
  it('explain themselves', async () => {
    for (const run of [scratch.release, scratch.promote, scratch.rollback]) {
      const { status, out, err } = await run('--help');
      expect({ status, err }).toEqual({ status: 0, err: '' });
      expect(out).toMatch(/^Usage: npm run (release -- set-image|promote --|rollback --) </);
      expect(out).toContain('--dry-run');
    }
  });

  it('take an empty value for none, as workflows pass it', async () => {
    scratch.deliver('production', '0.2.0');
    scratch.push();
    const rollback = await scratch.rollback('--failed=', '--to=', '--summary=', '--output=', '--', 'production');
    expect(rollback).toMatchObject({ status: 0, out: expect.stringContaining('back to backend and frontend 0.1.0') });
    expect(await scratch.promote('staging', 'production', '--revision=')).toMatchObject({ status: 0, err: '' });
  });

  it.each([
    ['no environment', () => scratch.release()],
    ['no tier', () => scratch.release('staging')],
    ['a tier without a reference', () => scratch.release('staging', 'backend', image('backend', '0.2.0'), 'frontend')],
    ['a tier twice', () => scratch.release('staging', 'backend', 'backend:1', 'backend', 'backend:2')],
    ['an unknown option', () => scratch.release('staging', 'backend', 'backend:1', '--force')],
    ['an option without its value', () => scratch.rollback('production', '--to')],
    ['one environment to promote', () => scratch.promote('staging')],
    ['three environments to promote', () => scratch.promote('local', 'staging', 'production')],
    ['no environment to roll back', () => scratch.rollback()],
    ['two environments to roll back', () => scratch.rollback('staging', 'production')],
  ])('end with 2 and their usage for %s', async (_, run) => {
    const before = scratch.state();
    const { status, err } = await run();
    expect(status).toBe(2);
    expect(err).toMatch(/^error: .+\n\nUsage: npm run /);
    expect(scratch.state()).toEqual(before);
  });
});
