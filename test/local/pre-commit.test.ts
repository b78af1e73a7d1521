import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

jest.setTimeout(60_000);

/** Put together here, so that this file passes the check that it tests. */
const token = `ghp_${'aB3dE5gH'.repeat(5).slice(0, 36)}`;
const key = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).privateKey;
const kind = (name: string) => `apiVersion: v1\nkind: ${name}\n`;

let folder: string;
/** Temporary folder of the hook alone: others commit on this machine too. */
let temporary: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'arq-hook-'));
  temporary = mkdtempSync(join(tmpdir(), 'arq-hook-temporary-'));
  for (const path of ['scripts/pre-commit.mjs', 'scripts/pre-commit', '.husky/pre-commit', 'biome.json']) {
    cpSync(path, join(folder, path), { recursive: true });
  }
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  write('.gitignore', '/node_modules\n');
  write('package.json', '{ "private": true, "type": "module" }\n');
  write('tsconfig.json', '{ "compilerOptions": { "strict": true, "types": [] }, "include": ["src"] }\n');
  write('src/index.ts', 'export const answer: number = 42;\n');
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'user.name', 'Test');
  git('config', 'user.email', 'test@example.com');
  git('add', '--all');
  git('commit', '--quiet', '--message=start');
  // As "npm ci" does.
  spawnSync(process.execPath, ['node_modules/husky/bin.js'], { cwd: folder });
});

afterEach(() => {
  for (const path of [folder, temporary]) rmSync(path, { recursive: true, force: true });
});

function write(path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function git(...args: string[]) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  const options = { cwd: folder, encoding: 'utf8', env: { ...env, TMPDIR: temporary } } as const;
  const { status, stdout, stderr } = spawnSync('git', args, options);
  return { status, said: stdout + stderr };
}

function commit(files: Readonly<Record<string, string | Uint8Array>>) {
  for (const [path, text] of Object.entries(files)) write(path, text);
  git('add', '--force', '--', ...Object.keys(files));
  return git('commit', '--message=change');
}

describe('The commit hook', () => {
  it('lets a clean commit pass', () => {
    const { status, said } = commit({
      'src/more.ts': 'export const more = 1;\n',
      '.env.example': 'TOKEN=\n',
      '.env.docker.example': 'TOKEN=\n',
      'apps/backend/.env.example': `# the key\n# SECRET=\nTOKEN= # openssl\nAPI_KEY=""\nKEY_FILE=/run/key\nPORT=1\n`,
      'src/environment.ts': 'export const file = ".env";\n'.replaceAll('"', "'"),
      'config.yaml': `${kind('ConfigMap')}data:\n  a: b\n---\n${kind('Secret')}metadata:\n  name: empty\n`,
    });
    expect({ status, said }).toMatchObject({ status: 0 });
    expect(git('log', '--oneline').said.trim().split('\n')).toHaveLength(2);
  });

  it('refuses files by their names', () => {
    const refused = {
      'an environment file': [
        '.env',
        '.env.local',
        'apps/backend/.env',
        'production.env',
        'with a space/.env',
        '.envrc',
      ],
      'keys and certificates': ['tls/server.key', 'server.pem', 'server.crt', 'keys.p12', 'id_ed25519'],
      'a kubeconfig': ['kubeconfig', 'kubeconfig.yaml', 'team.kubeconfig', '.kube/config'],
      credentials: ['.npmrc', '.netrc', 'credentials.json', '.docker/config.json'],
    };
    const paths = Object.values(refused).flat();
    const { status, said } = commit(Object.fromEntries(paths.map((path) => [path, '{}\n'])));
    expect(status).toBe(1);
    for (const [reason, ofReason] of Object.entries(refused)) {
      for (const path of ofReason) {
        const line = said.split('\n').find((one) => one.startsWith(`${path}: `));
        expect({ path, line }).toEqual({ path, line: expect.stringContaining(reason) });
      }
    }
    expect(said).toContain(`${paths.length} of the staged contents`);
    expect(said).toContain("git restore --staged -- 'with a space/.env'");
  });

  it.each([
    ['a token', `export const a = 1;\nexport const token = '${token}';\n`, token, 2],
    ['a private key', `# key\n${key}`, key.split('\n')[1] ?? '', 2],
    ['a URL with a password', `url: ${'postgres'}://arq:kJ8sQ2mN4vX7@db.example.com/arq\n`, 'kJ8sQ2mN4vX7', 1],
  ])('refuses %s, and does not repeat it', (_, text, secret, line) => {
    const { status, said } = commit({ 'src/notes.txt': text });
    expect(status).toBe(1);
    expect(said).toContain(`src/notes.txt:${line}: looks like a secret`);
    expect(said).not.toContain(secret);
  });

  it('looks at what is staged, not at what lies around', () => {
    write('src/notes.txt', `${token}\n`);
    git('add', 'src/notes.txt');
    write('src/notes.txt', 'harmless\n');
    expect(git('commit', '--message=hidden').status).toBe(1);
    git('add', 'src/notes.txt');
    write('src/notes.txt', `${token}\n`);
    expect(git('commit', '--message=shown')).toMatchObject({ status: 0 });
  });

  it('looks at what "git commit --all" and "git commit <path>" are about to stage', () => {
    expect(commit({ 'src/notes.txt': 'harmless\n', 'src/other.txt': 'harmless\n' }).status).toBe(0);
    write('src/notes.txt', `${token}\n`);
    expect(git('commit', '--all', '--message=all').status).toBe(1);
    expect(git('commit', '--message=path', '--', 'src/notes.txt').status).toBe(1);
    write('src/other.txt', 'still harmless\n');
    expect(git('commit', '--message=path', '--', 'src/other.txt').status).toBe(0);
  });

  it.each([
    ['.env.docker.example', 'PORT=1\nPOSTGRES_PASSWORD=a\n', 'POSTGRES_PASSWORD', 2],
    ['apps/backend/.env.example', '# A_TOKEN=a\n', 'A_TOKEN', 1],
    ['apps/frontend/.env.example', '\n\nCLIENT_SECRET="a" # ours\r\n', 'CLIENT_SECRET', 3],
    ['.envrc.example', 'export api_key=a\n', 'api_key', 1],
  ])('refuses a secret that is filled in in %s', (path, text, name, line) => {
    const { status, said } = commit({ [path]: text });
    expect({ status, said }).toMatchObject({
      status: 1,
      said: expect.stringContaining(`${path}:${line}: ${name} has`),
    });
  });

  it.each([
    ['UTF-16, little-endian', [0xff, 0xfe], (text: Buffer) => text],
    ['UTF-16, big-endian', [0xfe, 0xff], (text: Buffer) => text.swap16()],
  ])('reads text in %s', (_, mark, encoded) => {
    const text = (plain: string) => Buffer.concat([Buffer.from(mark), encoded(Buffer.from(plain, 'utf16le'))]);
    const secret = `${kind('Secret')}data: { a: b }\n`;
    const { said } = commit({ 'src/notes.txt': text(`a\n${token}\n`), 'secret.yaml': text(secret) });
    expect(said).toContain('src/notes.txt:2: looks like a secret');
    expect(said).toContain('secret.yaml:1: a Kubernetes Secret with data');
  });

  it('does not look into binary files, nor through symbolic links to what is not staged', () => {
    const outside = join(folder, '.git', 'outside');
    writeFileSync(outside, `${token}\n`);
    symlinkSync(outside, join(folder, 'src/link'));
    write('src/image', Buffer.from(`\0${token}`));
    git('add', 'src/link', 'src/image');
    expect(git('commit', '--message=link')).toMatchObject({ status: 0 });
  });

  it.each([
    ['data', `${kind('Secret')}metadata:\n  name: a\ndata:\n  password: aHVudGVyMg==\n`, 1],
    ['stringData', `${kind('ConfigMap')}---\n${kind('Secret')}stringData: { a: b }\n`, 4],
    ['a List', `kind: List\nitems:\n  - kind: Secret\n    data: { a: b }\n`, 3],
    ['data by an alias', `x: &a { a: b }\ny:\n  kind: Secret\n  data: *a\n`, 3],
    ['its kind by an alias', `x: &a Secret\ny:\n  kind: *a\n  data: { a: b }\n`, 3],
    ['data merged in', `x: &a { data: { a: b } }\ny:\n  <<: [*a]\n  kind: Secret\n`, 3],
    ['a template', `{{- if .x }}\nkind: Secret\ndata:\n  a: {{ .b }}\n{{- end }}\n`, 2],
  ])('refuses a Secret of Kubernetes with %s', (_, text, line) => {
    const { status, said } = commit({ 'manifests/secret.yaml': text });
    expect(status).toBe(1);
    expect(said).toContain(`manifests/secret.yaml:${line}: a Kubernetes Secret with data`);
    expect(said).not.toContain('aHVudGVyMg==');
  });

  it('refuses a Secret of Kubernetes in JSON', () => {
    const { status, said } = commit({ 'secret.json': '{\n  "kind": "Secret",\n  "data": { "a": "b" }\n}\n' });
    expect({ status, said }).toMatchObject({ status: 1, said: expect.stringContaining('secret.json:1: a Kubernetes') });
  });

  it('refuses what the linter refuses', () => {
    const { status, said } = commit({ 'src/style.ts': 'var x = "a"\n' });
    expect(status).toBe(1);
    expect(said).toContain('src/style.ts');
    expect(said).toContain('Nothing was committed');
  });

  it('refuses types that do not fit, in files that are not staged as well', () => {
    const { status, said } = commit({ 'src/index.ts': 'export const answer: number = missing;\n' });
    expect(status).toBe(1);
    expect(said).toContain("Cannot find name 'missing'");
    expect(git('checkout', 'HEAD', '--', '.').status).toBe(0);
    expect(
      commit({ 'src/user.ts': "import { answer } from './index.ts';\nexport const text: string = answer;\n" }).status,
    ).toBe(1);
  });

  it.each(['apps/frontend', 'test/whole'])('looks at the types of %s, which has a project of its own', (project) => {
    const { status, said } = commit({
      [`${project}/tsconfig.json`]: '{ "compilerOptions": { "strict": true, "types": [] }, "include": ["."] }\n',
      [`${project}/page.ts`]: 'export const page: number = missing;\n',
    });
    expect(said).toContain("Cannot find name 'missing'");
    expect(status).toBe(1);
  });

  it('takes workspaces as they are staged, not as they lie around', () => {
    const modules = join(folder, 'node_modules');
    unlinkSync(modules);
    mkdirSync(join(modules, '@own'), { recursive: true });
    for (const name of readdirSync('node_modules')) {
      symlinkSync(join(process.cwd(), 'node_modules', name), join(modules, name));
    }
    symlinkSync('../../library', join(modules, '@own/library'));
    write('library/index.d.ts', 'export declare const size: string;\n');
    write('library/package.json', '{\n  "name": "@own/library",\n  "types": "index.d.ts"\n}\n');
    write('src/user.ts', "import { size } from '@own/library';\n\nexport const own: number = size;\n");
    git('add', '--all');
    write('library/index.d.ts', 'export declare const size: number;\n');
    const { status, said } = git('commit', '--message=library');
    expect({ status, said }).toMatchObject({ status: 1, said: expect.stringContaining("'string' is not assignable") });
    git('add', '--all');
    expect(git('commit', '--message=library')).toMatchObject({ status: 0 });
  });

  it('lets a file be deleted and renamed, and leaves nothing in the temporary folder', () => {
    git('rm', '--quiet', 'src/index.ts');
    write('src/again.ts', 'export const answer: number = 42;\n');
    git('add', '--all');
    expect(git('commit', '--message=rename')).toMatchObject({ status: 0 });
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe('The check of the whole repository', () => {
  const check = (cwd = folder) => {
    const script = join(cwd, 'scripts/pre-commit.mjs');
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, '--all'], { cwd, encoding: 'utf8' });
    return { status, said: stdout + stderr };
  };

  it('finds nothing in this one', () => {
    // An unpacked archive has no list of what belongs to it.
    if (existsSync('.git'))
      expect(check(process.cwd())).toMatchObject({ status: 0, said: expect.stringMatching(/^No /) });
  });

  it('finds what was committed without the hook', () => {
    write('src/notes.txt', `a\n${token}\n`);
    write('secret.yaml', `${kind('Secret')}data: { a: b }\n`);
    write('.env', 'A=b\n');
    write('.env.example', 'TOKEN=b\n');
    git('add', '--force', '--all');
    expect(git('commit', '--no-verify', '--message=past the hook')).toMatchObject({ status: 0 });
    const { status, said } = check();
    expect(status).toBe(1);
    for (const finding of [
      'src/notes.txt:2: looks like a secret',
      'secret.yaml:1: a Kubernetes Secret with data',
      '.env: an environment file',
      'git rm --cached -- .env',
      '.env.example:1: TOKEN has a value',
      '4 of the contents',
    ]) {
      expect(said).toContain(finding);
    }
    expect(said).not.toContain(token);
  });

  it('leaves out what Git does not track, and what has been deleted', () => {
    write('src/notes.txt', `${token}\n`);
    unlinkSync(join(folder, 'src/index.ts'));
    expect(check()).toEqual({ status: 0, said: expect.stringMatching(/^No secrets in \d+ files/) });
  });
});
