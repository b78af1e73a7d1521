/** A migration that breaks a rule. */
export interface MigrationFault {
  readonly file: string;
  readonly reason: string;
}

const fileName = /^(\d{4})_(expand|contract)_[a-z0-9_]+\.sql$/;

/**
 * What the release before cannot live with. While a new one is rolled out both run, and after a rollback the old one runs
 * alone; so such a change waits for a contract migration, one release later.
 */
const contractOnly: readonly [Pick<RegExp, 'test'>, string][] = [
  [
    /\bdrop\s+(table|view|materialized\s+view|schema|type|function|sequence|column|constraint|domain)\b/,
    'drops something',
  ],
  [/\balter\s+table\b[^;]*\bdrop\b(?!\s+(not\s+null|default|expression|identity))/, 'drops something'],
  [/\brename\b/, 'renames something'],
  [/\bset\s+not\s+null\b/, 'demands a value that the release before may leave out'],
  [/\balter\s+(column\s+)?\S+\s+(set\s+data\s+)?type\b/, 'changes a type'],
  [{ test: addsMandatoryColumn }, 'adds a column that every old insert leaves out'],
  [/\btruncate\b/, 'deletes data'],
  [/\bdelete\s+from\b/, 'deletes data'],
  [
    /\badd\s+(constraint\s+\S+\s+)?(check|unique|primary\s+key|foreign\s+key|exclude)\b(?![^;]*\bnot\s+valid\b)/,
    'adds a constraint that old rows or writers may break',
  ],
  [/\bcreate\s+unique\s+index\b/, 'adds a constraint that old rows or writers may break'],
];

function addsMandatoryColumn(sql: string): boolean {
  // Commas within parentheses do not end an action.
  return sql
    .split(/[;,](?![^(]*\))/)
    .some((action) =>
      /\badd (?!constraint|check|unique|primary|foreign|exclude)(?!.*\b(default|generated)\b).*\bnot null\b/.test(
        action,
      ),
    );
}

/** Checks names, order and content of all migrations, given by file name. */
export function lintMigrations(files: Readonly<Record<string, string>>): MigrationFault[] {
  const names = Object.keys(files).sort();
  return names.flatMap((file, index) => {
    const [, number, kind] = fileName.exec(file) ?? [];
    if (!number) return [{ file, reason: 'is not named NNNN_expand_what.sql or NNNN_contract_what.sql' }];
    const reasons = [
      ...(Number(number) === index + 1
        ? []
        : [`is not number ${String(index + 1).padStart(4, '0')}, the next in order`]),
      ...lintContent(files[file] ?? '', kind === 'expand'),
    ];
    return reasons.map((reason) => ({ file, reason }));
  });
}

function lintContent(content: string, isExpand: boolean): string[] {
  const [before = '', up, down, ...more] = content.split(/^-- (?:Up|Down) Migration$/m);
  const isOrdered = content.indexOf('-- Up Migration') < content.indexOf('-- Down Migration');
  if (up === undefined || down === undefined || more.length > 0 || !isOrdered || statements(before) !== '') {
    return ['does not consist of "-- Up Migration", statements, "-- Down Migration", statements'];
  }
  const changes = statements(up);
  // What the same file creates, no release knows yet.
  const created = [...changes.matchAll(/\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?([\w."]+)/g)].map(
    ([, name]) => name,
  );
  const concerns = changes
    .split(';')
    .filter(
      (statement) =>
        !created.some((name) =>
          new RegExp(`^\\s*(alter\\s+table|create\\s+unique\\s+index\\s.*\\son)\\s+${name}\\b`).test(statement),
        ),
    )
    .filter((statement) => !/^\s*create\s+table\b/.test(statement))
    .join(';');
  return [
    ...(changes === '' ? ['changes nothing'] : []),
    ...(statements(down) === '' ? ['cannot be undone'] : []),
    ...(/\b(begin|commit|rollback)\s*;/.test(changes) ? ['ends the transaction that it runs in'] : []),
    ...(isExpand
      ? contractOnly
          .filter(([pattern]) => pattern.test(concerns))
          .map(([, reason]) => `${reason}: that is for a contract migration`)
      : []),
  ];
}

/** SQL in lower case without comments and literals, in which a word means nothing. */
function statements(sql: string): string {
  return sql
    .replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
    .replaceAll(/\$(\w*)\$[\s\S]*?\$\1\$|'(?:[^']|'')*'/g, "''")
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
