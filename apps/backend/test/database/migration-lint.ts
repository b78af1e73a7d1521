import { loadModule, type Node, parseSync, type RawStmt } from 'libpg-query';
import { type Created, reasonsAgainst } from './migration-statements.ts';

// PostgreSQL's own parser.
await loadModule();

/** A migration that breaks a rule. */
export interface MigrationFault {
  readonly file: string;
  readonly reason: string;
}

const fileName = /^(\d{4})_(expand|contract)_[a-z0-9_]+\.sql$/;
/** In a comment right before a statement that an expand may hold all the same. */
const allowance = /^\s*-- Allowed here: \S+ \S+ \S/m;

/** Checks names, order and content of all migrations, given by file name. */
export function lintMigrations(files: Readonly<Record<string, string>>): MigrationFault[] {
  const names = Object.keys(files).sort();
  return names.flatMap((file, index) => {
    const [, number, kind] = fileName.exec(file) ?? [];
    if (!number) return [{ file, reason: 'is not named NNNN_expand_what.sql or NNNN_contract_what.sql' }];
    const next = String(index + 1).padStart(4, '0');
    const reasons = [
      ...(number === next ? [] : [`is not number ${next}, the next in order`]),
      ...lintContent(files[file] ?? '', kind === 'expand'),
    ];
    return reasons.map((reason) => ({ file, reason }));
  });
}

/** The statements that a file does and undoes; `undefined` if it has no such shape. */
export function partsOf(content: string): { readonly up: string; readonly down: string } | undefined {
  const [before = '', up, down, ...more] = content.split(/^-- (?:Up|Down) Migration$/m);
  const isOrdered = content.indexOf('-- Up Migration') < content.indexOf('-- Down Migration');
  if (up === undefined || down === undefined || more.length > 0 || !isOrdered) return undefined;
  return /^(\s|--.*)*$/.test(before) ? { up, down } : undefined;
}

function lintContent(content: string, isExpand: boolean): string[] {
  const parts = partsOf(content);
  if (!parts) return ['does not consist of "-- Up Migration", statements, "-- Down Migration", statements'];
  try {
    const [up, down] = [parts.up, parts.down].map((sql) => parseSync(sql).stmts ?? []);
    return [
      ...(up?.length === 0 ? ['changes nothing'] : []),
      ...(down?.length === 0 ? ['cannot be undone'] : []),
      ...[...(up ?? []), ...(down ?? [])].flatMap(({ stmt }) => (stmt ? againstTransaction(stmt) : [])),
      ...(isExpand ? lintExpand(parts.up, up ?? []) : []),
    ];
  } catch (error) {
    return [`is no SQL: ${(error as Error).message}`];
  }
}

function lintExpand(sql: string, statements: readonly RawStmt[]): string[] {
  const created: Created = { relations: new Set(), columns: new Set() };
  // The parser counts bytes, and does not count the comments before a statement as part of it.
  const bytes = Buffer.from(sql);
  let end = 0;
  return statements.flatMap(({ stmt, stmt_location: start = 0, stmt_len: length = 0 }) => {
    const isAllowed = allowance.test(bytes.subarray(end, start).toString());
    end = start + length;
    if (!stmt || 'TransactionStmt' in stmt) return [];
    const reasons = reasonsAgainst(stmt, created);
    if (isAllowed) return reasons.length > 0 ? [] : ['excuses a statement that needs no excuse'];
    return reasons.map(
      (reason) =>
        `${reason}: that is for a contract migration; if no release can mind, put "-- Allowed here: why" before it`,
    );
  });
}

/** All migrations run in one transaction, in which some statements cannot be, and which none may end. */
function againstTransaction(stmt: Node): string[] {
  if ('TransactionStmt' in stmt) return ['ends the transaction that it runs in'];
  const isConcurrent = Object.values(stmt).some((content) => (content as { concurrent?: boolean }).concurrent);
  return isConcurrent ? ['cannot be done within a transaction; leave "concurrently" out'] : [];
}
