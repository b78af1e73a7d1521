import type pg from 'pg';

/** What a schema consists of, a line each. */
const parts = [
  // Columns with everything that belongs to them, in their order.
  `select format('%s.%s %s%s%s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
     case when a.attnotnull then ' not null' end,
     case when a.attidentity <> '' then ' identity ' || a.attidentity::text end,
     ' default ' || pg_get_expr(d.adbin, d.adrelid),
     ' collation ' || nullif(a.attcollation, 0)::regcollation::text) as line
   from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') order by c.relname, a.attnum`,
  `select format('%s: %s', tablename, indexdef) as line from pg_indexes where schemaname = 'public' order by 1`,
  `select format('%s: %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as line
   from pg_constraint where connamespace = 'public'::regnamespace order by 1`,
  `select format('sequence %s %s %s', sequencename, data_type, increment_by) as line
   from pg_sequences where schemaname = 'public' order by 1`,
  `select format('trigger %s: %s', tgrelid::regclass, pg_get_triggerdef(oid)) as line from pg_trigger
   where not tgisinternal order by 1`,
  `select format('function %s', pg_get_functiondef(oid)) as line from pg_proc
   where pronamespace = 'public'::regnamespace order by 1`,
  `select format('type %s %s', typname, typtype::text) as line from pg_type
   where typnamespace = 'public'::regnamespace and typtype in ('e', 'd') order by 1`,
];

/** Everything in the schema but what remembers migrations, as lines that can be compared. */
export async function catalogue(client: pg.Client): Promise<string[]> {
  const lines: string[] = [];
  for (const part of parts) {
    const { rows } = await client.query<{ line: string }>(part);
    lines.push(...rows.map(({ line }) => line));
  }
  return lines.filter((line) => !/schema_(migrations|releases)/.test(line));
}
