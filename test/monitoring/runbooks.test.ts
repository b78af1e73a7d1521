import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TierMonitoring } from '@arq/constructs';
import { describe, expect, test } from '@jest/globals';
import { catalogueWith } from '../../charts/constructs/monitoring/catalogue/catalogue-with.ts';
import { checkExpression } from '../../charts/constructs/monitoring/promql/check-expression.ts';
import { createApp } from '../../charts/main.ts';
import { arqMetrics } from '../../charts/platform/monitoring/catalogue/index.ts';

const folder = join(process.cwd(), 'docs/runbooks');
const sections = ['Meaning', 'What users notice', 'First looks', 'Likely causes', 'Mending', 'Escalation'];
const catalogue = catalogueWith(arqMetrics);

const severities = new Map(
  createApp(process.cwd())
    .node.findAll()
    .filter((construct): construct is TierMonitoring => construct instanceof TierMonitoring)
    .flatMap(({ alerts }) => alerts.map(({ name, severity }) => [name, severity] as const)),
);

const runbooks = readdirSync(folder)
  .filter((file) => file !== 'README.md')
  .map((file) => ({ name: file.replace(/\.md$/, ''), text: readFileSync(join(folder, file), 'utf8') }));

/** Code of a language in a text. */
function blocks(text: string, language: string): string[] {
  return [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)]
    .filter(([, found]) => found === language)
    .map((m) => String(m[2]));
}

/** Links of a text that lead nowhere. */
function broken(text: string): string[] {
  return [...text.matchAll(/\]\(([^)#]+)\)/g)]
    .map((match) => String(match[1]))
    .filter((target) => !target.includes('://') && !existsSync(join(dirname(join(folder, 'any.md')), target)));
}

describe.each(runbooks)('the runbook of $name', ({ name, text }) => {
  test('has every section, and something in it', () => {
    const [, ...parts] = text.split(/^## /m);
    expect(parts.map((part) => part.split('\n')[0])).toEqual(sections);
    for (const part of parts) expect(part.split('\n').slice(1).join('').trim()).not.toBe('');
  });

  test('tells how bad it is', () => {
    expect(text.split('\n')[2]).toContain(`Severity **${severities.get(name)}**`);
  });

  test('asks Prometheus what it can answer', () => {
    const queries = blocks(text, 'promql');
    expect(queries.length).toBeGreaterThan(0);
    for (const query of queries) expect(checkExpression(query.trim(), { catalogue, place: name })).toEqual([]);
  });

  test('names the namespace in every command', () => {
    const commands = blocks(text, 'sh').flatMap((block) => block.trim().split('\n'));
    const inline = [...text.matchAll(/`(kubectl [^`]+)`/g)].map((match) => String(match[1]));
    const kubectl = [...commands, ...inline].filter((command) => command.startsWith('kubectl '));
    const ofCluster = /^kubectl (get|describe|drain|delete|cordon) nodes?\b/;
    expect(kubectl.filter((command) => !ofCluster.test(command) && !/ -n \S+/.test(command))).toEqual([]);
    if (text.includes('$NS')) expect(commands).toContain('NS=arq-production # or arq-staging');
  });

  test('has links that lead somewhere', () => {
    expect(broken(text)).toEqual([]);
  });
});

describe('the index', () => {
  const index = readFileSync(join(folder, 'README.md'), 'utf8');

  test('lists each alert once, with its severity', () => {
    const rows = [...index.matchAll(/^\| \[(\w+)\]\(\w+\.md\) \| (\w+) \|/gm)].map(([, name, severity]) => [
      name,
      severity,
    ]);
    expect(rows.sort()).toEqual([...severities].sort());
  });

  test('has links that lead somewhere', () => {
    expect(broken(index)).toEqual([]);
  });
});
