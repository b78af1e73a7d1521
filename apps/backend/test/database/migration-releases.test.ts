import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TestEnvironment, TestRelease, table, without } from './migration-release.ts';

jest.setTimeout(90_000);

const commit = (digit: string) => digit.repeat(40);
/** Table `b` takes the place of `a`, which goes away later by itself. */
const old = { '0001_expand_a': table('a') };
const replaced = { ...old, '0002_expand_b': table('b'), '0003_contract_a': without('a') };

let environment: TestEnvironment;
beforeEach(async () => {
  environment = await TestEnvironment.start();
});

/** Deploys releases, which all succeed. @returns the log of the last one */
async function deploy(...releases: readonly TestRelease[]): Promise<string> {
  let output = '';
  for (const release of releases) {
    const ending = await environment.deploy(release);
    expect(ending).toMatchObject({ code: 0 });
    output = ending.output;
  }
  return output;
}

describe('a contract', () => {
  it('runs at once where nothing has ever run', async () => {
    // Its own pods may be there already, where nothing orders them; they have no shape to lose either.
    await environment.serve('unknown');
    await deploy(new TestRelease(commit('1'), replaced));
    expect(await environment.tables()).toEqual(['b']);
  });

  it('waits for every release that can be rolled back to, while the expands after it run', async () => {
    const [one, two] = [new TestRelease(commit('1'), old), new TestRelease(commit('2'), replaced)];
    const three = new TestRelease(commit('3'), { ...replaced, '0004_expand_c': table('c') });
    expect(await deploy(one, two)).toContain(
      '0003_contract_a waits until 1.0.0 (111111111111) can no longer be rolled back to; ' +
        'it runs by itself, at the earliest with release number 2 after this one',
    );
    expect(await deploy(three)).toContain('with release number 1 after this one');
    expect(await environment.tables()).toEqual(['a', 'b', 'c']);
    expect(await deploy(new TestRelease(commit('4'), { ...replaced, '0004_expand_c': table('c') }))).toContain(
      '"migrations":["0003_contract_a"]',
    );
    expect(await environment.tables()).toEqual(['b', 'c']);
  });

  it('is not hurried by runs of the same release', async () => {
    const two = new TestRelease(commit('2'), replaced);
    await deploy(new TestRelease(commit('1'), old), two, two, two, two);
    expect(await environment.tables()).toEqual(['a', 'b']);
  });

  it('is not hurried by releases that never went live, however many', async () => {
    await deploy(new TestRelease(commit('1'), old));
    for (const digit of ['2', '3', '4', '5']) {
      // Its Job runs, its pods fail, and the old ones go on.
      expect(await new TestRelease(commit(digit), replaced).migrate(environment.url)).toMatchObject({ code: 0 });
    }
    expect(await environment.tables()).toEqual(['a', 'b']);
  });

  it('is not hurried by them either while the one that is live is out of sight', async () => {
    await deploy(new TestRelease(commit('1'), old));
    for (const digit of ['2', '3', '4', '5']) {
      expect(await new TestRelease(commit(digit), replaced).migrate(environment.url)).toMatchObject({ code: 0 });
      await environment.interrupt();
    }
    expect(await environment.tables()).toEqual(['a', 'b']);
  });

  it('waits longer after a rollback', async () => {
    const one = new TestRelease(commit('1'), old);
    const next = (digit: string) => new TestRelease(commit(digit), replaced);
    await deploy(one, next('2'), one, next('3'));
    expect(await environment.tables()).toEqual(['a', 'b']);
    await deploy(next('4'), next('5'));
    expect(await environment.tables()).toEqual(['b']);
  });

  it('waits for a release that serves, however long ago it was deployed', async () => {
    const between = ['2', '3', '4'].map(
      (digit) => new TestRelease(commit(digit), { ...old, '0002_expand_b': table('b') }),
    );
    await deploy(new TestRelease(commit('1'), old), ...between);
    // Rolled back past Argo CD, so that no Job of it has run.
    await environment.serve(commit('1'));
    const five = new TestRelease(commit('5'), replaced);
    const { output } = await five.migrate(environment.url, ['status', '--json']);
    const { releases } = JSON.parse(output) as { releases: { commit: string; canBeRolledBackTo: boolean }[] };
    expect(releases.find((release) => release.commit === commit('1'))).toMatchObject({ canBeRolledBackTo: true });
    expect(await deploy(five)).toMatch(/waits until 1\.0\.0 \(1{12}\) and/);
    expect(await environment.tables()).toEqual(['a', 'b']);
  });

  it('waits for backends of a release that is not recorded, and of one that does not say which', async () => {
    await deploy(new TestRelease(commit('1'), replaced));
    await environment.client.query(
      "create table a (id int); delete from schema_migrations where name = '0003_contract_a'",
    );
    const two = new TestRelease(commit('2'), replaced);
    for (const [served, named] of [
      [commit('9'), 'an unrecorded release (999999999999)'],
      ['unknown', 'a backend without RELEASE_COMMIT'],
    ] as const) {
      await environment.serve(served);
      expect((await two.migrate(environment.url)).output).toContain(`0003_contract_a waits until ${named}`);
    }
    await environment.serve(commit('1'));
    expect(await deploy(two)).toContain('"migrations":["0003_contract_a"]');
  });

  it('waits where a release has been before there was a record', async () => {
    await deploy(new TestRelease(commit('1'), old));
    await environment.client.query('drop table schema_releases');
    expect(await deploy(new TestRelease(commit('2'), replaced))).toContain('waits until 0.0.0 (unknown)');
  });

  it('waits for builds without a name as well, since each that differs is another one', async () => {
    expect(await deploy(new TestRelease('unknown', old), new TestRelease('unknown', replaced))).toContain(
      'waits until 0.0.0 (unknown)'.replace('0.0.0', '1.0.0'),
    );
  });

  it('waits anew if its text changes', async () => {
    const changed = { ...replaced, '0003_contract_a': without('a').replace('drop table a', 'drop table a, b') };
    await deploy(
      ...['2', '3', '4'].map((digit) => new TestRelease(commit(digit), { ...old, '0002_expand_b': table('b') })),
    );
    await deploy(...['5', '6'].map((digit) => new TestRelease(commit(digit), replaced)));
    expect(await deploy(new TestRelease(commit('7'), changed))).toContain('waits until');
    expect(await environment.tables()).toEqual(['a', 'b']);
  });

  it('that is insisted on is refused with the names, and nothing at all is done', async () => {
    await deploy(new TestRelease(commit('1'), old));
    const two = new TestRelease(commit('2'), replaced);
    const { code, output } = await two.migrate(environment.url, ['up', '--contract']);
    expect(code).toBe(1);
    expect(output).toContain('refused, and nothing was changed: 0003_contract_a waits until 1.0.0 (111111111111)');
    expect(await environment.tables()).toEqual(['a']);
    const { rows } = await environment.client.query('select commit from schema_releases');
    expect(rows).toEqual([{ commit: commit('1') }]);
  });

  it('that has run keeps releases out that do not know it, whose way is forward', async () => {
    const one = new TestRelease(commit('1'), old);
    await deploy(one, ...['2', '3', '4'].map((digit) => new TestRelease(commit(digit), replaced)));
    expect(await environment.tables()).toEqual(['b']);
    expect(await one.migrate(environment.url)).toMatchObject({
      code: 1,
      output: expect.stringContaining(
        'release 1.0.0 (111111111111) needs the shape that 0003_contract_a removed; roll forward',
      ),
    });
  });
});

describe('an expand', () => {
  it('of a newer release does not hinder an older one', async () => {
    const one = new TestRelease(commit('1'), old);
    await deploy(one, new TestRelease(commit('2'), { ...old, '0002_expand_b': table('b') }));
    expect(await deploy(one)).toContain('nothing to migrate');
    expect(await environment.tables()).toEqual(['a', 'b']);
  });

  it('may be numbered after a contract that runs later, and before none that ran', async () => {
    await deploy(new TestRelease(commit('1'), { ...old, '0003_expand_c': table('c') }));
    const late = new TestRelease(commit('2'), { ...old, '0002_expand_b': table('b'), '0003_expand_c': table('c') });
    expect(await late.migrate(environment.url)).toMatchObject({
      code: 1,
      output: expect.stringContaining('0002_expand_b has not run, but 0003_expand_c, which follows it, has'),
    });
  });
});

describe('undoing', () => {
  it('is for development, on a database that no release has been on', async () => {
    const release = new TestRelease(commit('1'), replaced);
    const development = { NODE_ENV: 'development' };
    expect(await release.migrate(environment.url, ['up'], development)).toMatchObject({ code: 0 });
    expect(await release.migrate(environment.url, ['down'])).toMatchObject({ code: 1 });
    expect(await release.migrate(environment.url, ['down'], development)).toMatchObject({ code: 0 });
    expect(await environment.tables()).toEqual(['a', 'b']);
    expect(await release.migrate(environment.url)).toMatchObject({ code: 0 });
    expect(await release.migrate(environment.url, ['down'], development)).toMatchObject({
      code: 1,
      output: expect.stringContaining('down is for development'),
    });
  });
});

describe('the status', () => {
  it('says what has run, what waits and for whom, and changes nothing', async () => {
    const two = new TestRelease(commit('2'), replaced);
    const empty = await two.migrate(environment.url, ['status', '--json']);
    expect(JSON.parse(empty.output)).toMatchObject({
      migrations: Object.keys(replaced).map((name) => ({ name, state: 'pending' })),
      releases: [],
      refusals: [],
    });
    await deploy(new TestRelease(commit('1'), { ...old, '0009_expand_z': table('z') }));
    const { output } = await two.migrate(environment.url, ['status', '--json']);
    expect(JSON.parse(output)).toMatchObject({
      release: { version: '1.0.0', commit: commit('2') },
      migrations: [
        { name: '0001_expand_a', state: 'done', doneAt: expect.stringMatching(/Z$/) },
        { name: '0002_expand_b', state: 'pending' },
        { name: '0003_contract_a', state: 'waiting', reason: expect.stringContaining('111111111111') },
        { name: '0009_expand_z', state: 'foreign' },
      ],
      releases: [{ commit: commit('1'), isRunning: true, canBeRolledBackTo: true }],
    });
    const forPeople = await two.migrate(environment.url, ['status']);
    expect(forPeople.output).toMatch(/^ {2}0003_contract_a +waits until 1/m);
    expect(forPeople.output).toMatch(/^\* 1\.0\.0 \(111111111111\) {2}deployed .*connected now$/m);
    const { rows } = await environment.client.query('select commit, seen_running_at from schema_releases');
    expect(rows).toEqual([{ commit: commit('1'), seen_running_at: null }]);
  });

  it('tells a release that it would be refused', async () => {
    const one = new TestRelease(commit('1'), old);
    await deploy(one, ...['2', '3', '4'].map((digit) => new TestRelease(commit(digit), replaced)));
    const { code, output } = await one.migrate(environment.url, ['status']);
    expect({ code, output }).toMatchObject({
      code: 0,
      output: expect.stringContaining('"up" of this release is refused'),
    });
  });
});
