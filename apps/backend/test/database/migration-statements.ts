import type { AlterTableCmd, ColumnDef, Node, RangeVar } from 'libpg-query';

/** What the statements before one have made in the same file, which no release knows yet. */
export interface Created {
  readonly relations: Set<string>;
  /** As `table.column`. */
  readonly columns: Set<string>;
}

/** Kinds of statements that add, and take nothing from the release before. */
const additions = new Set([
  ...['CreateStmt', 'CreateTableAsStmt', 'CreateSeqStmt', 'CreateSchemaStmt', 'CreateExtensionStmt', 'CreateStatsStmt'],
  ...['CreateEnumStmt', 'CreateRangeStmt', 'CompositeTypeStmt', 'CreateDomainStmt', 'CreateTrigStmt', 'CommentStmt'],
]);
/** Why a statement of another kind is none; what is not here is refused as well. */
const reductions: Readonly<Record<string, string>> = {
  DropStmt: 'drops something',
  RenameStmt: 'renames something',
  TruncateStmt: 'deletes data',
  DoStmt: 'runs code that cannot be judged',
};
/** Changes of a table that the release before does not notice. */
const harmlessChanges = new Set([
  ...['AT_DropNotNull', 'AT_ValidateConstraint', 'AT_SetStatistics', 'AT_SetOptions', 'AT_SetRelOptions'],
  ...['AT_SetStorage', 'AT_SetCompression'],
]);
const otherChanges: Readonly<Record<string, string>> = {
  AT_DropColumn: 'drops something',
  AT_DropConstraint: 'drops something',
  AT_SetNotNull: 'demands a value that the release before may leave out',
  AT_AlterColumnType: 'changes a type',
  AT_AddConstraint: 'adds a constraint that old rows or writers may break',
};

/**
 * Why the release before could not live with a statement; nothing if it can. Only what is known to be harmless passes.
 * @param created takes what the statement itself makes
 */
export function reasonsAgainst(node: Node, created: Created): string[] {
  const [[kind, content] = ['', {}]] = Object.entries(node);
  const statement = content as Readonly<Record<string, unknown>>;
  const relation = nameOf(statement['relation'] as RangeVar | undefined);
  const isNew = relation !== undefined && created.relations.has(relation);
  const nested = dataChangesWithin(content).flatMap((change) => reasonsAgainst(change, created));
  switch (kind) {
    case 'CreateStmt':
      // One that is made only where it is missing may be there already.
      if (relation && !statement['if_not_exists']) created.relations.add(relation);
      return nested;
    case 'AlterTableStmt':
      return isNew ? [] : commandsOf(statement).flatMap((command) => changeOf(command, relation ?? '', created));
    case 'IndexStmt':
      return statement['unique'] && !isNew ? ['adds a constraint that old rows or writers may break'] : [];
    case 'UpdateStmt':
      return isNew || targetsOf(statement).every((column) => created.columns.has(`${relation}.${column}`))
        ? nested
        : ['changes data that the release before reads'];
    case 'DeleteStmt':
      return isNew ? nested : ['deletes data'];
    case 'InsertStmt':
    case 'SelectStmt':
      return nested;
    case 'AlterEnumStmt':
      return statement['oldVal'] ? ['renames something'] : [];
    case 'GrantStmt':
      return statement['is_grant'] ? [] : ['takes a right away'];
    case 'VariableSetStmt':
      return statement['is_local'] ? [] : ['changes a setting beyond its transaction; use "set local"'];
    case 'ViewStmt':
    case 'CreateFunctionStmt':
      return statement['replace'] ? ['replaces something'] : [];
    default:
      return additions.has(kind) ? nested : [reductions[kind] ?? `is a ${kind}, which is not known to be harmless`];
  }
}

function changeOf(command: AlterTableCmd, relation: string, created: Created): string[] {
  const { def } = command;
  const subtype: string = command.subtype ?? '';
  if (harmlessChanges.has(subtype)) return [];
  if (subtype === 'AT_AddColumn') return newColumn((def as { ColumnDef: ColumnDef }).ColumnDef, relation, created);
  if (subtype === 'AT_ColumnDefault') return def ? [] : ['drops a default that the release before may rely on'];
  return [otherChanges[subtype] ?? `changes a table by ${subtype}, which is not known to be harmless`];
}

function newColumn({ colname, constraints = [] }: ColumnDef, relation: string, created: Created): string[] {
  created.columns.add(`${relation}.${colname}`);
  const kinds = constraints.map((node) => ('Constraint' in node ? node.Constraint.contype : undefined));
  const fillsItself = kinds.some((kind) => kind !== undefined && fillers.has(kind));
  return [
    ...(kinds.includes('CONSTR_NOTNULL') && !fillsItself ? ['adds a column that every old insert leaves out'] : []),
    ...(kinds.includes('CONSTR_PRIMARY') || kinds.includes('CONSTR_UNIQUE')
      ? ['adds a constraint that old rows or writers may break']
      : []),
  ];
}

const fillers = new Set<string>(['CONSTR_DEFAULT', 'CONSTR_IDENTITY', 'CONSTR_GENERATED']);

function commandsOf(statement: Readonly<Record<string, unknown>>): AlterTableCmd[] {
  return ((statement['cmds'] ?? []) as { AlterTableCmd: AlterTableCmd }[]).map(({ AlterTableCmd }) => AlterTableCmd);
}

function targetsOf(statement: Readonly<Record<string, unknown>>): (string | undefined)[] {
  return ((statement['targetList'] ?? []) as { ResTarget: { name?: string } }[]).map(({ ResTarget }) => ResTarget.name);
}

/** Tables of the default schema are called by their name alone, or with it. */
function nameOf(relation: RangeVar | undefined): string | undefined {
  if (!relation) return undefined;
  const { schemaname = 'public', relname } = relation;
  return `${schemaname}.${relname}`;
}

/** A `with` may hold statements that change data. */
function dataChangesWithin(value: unknown): Node[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'UpdateStmt' || key === 'DeleteStmt' ? [{ [key]: inner } as unknown as Node] : dataChangesWithin(inner),
  );
}
