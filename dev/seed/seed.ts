import pg from 'pg';
import { inventHistory } from './history.ts';

/**
 * Fills a migrated database with 90 days of sample incidents, unless there are incidents in it.
 * @returns how many incidents were added
 */
export async function seed(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query('select 1 from incidents limit 1');
    const { incidents, events } = rows.length > 0 ? { incidents: [], events: [] } : inventHistory(new Date());
    await client.query('insert into incidents select * from jsonb_populate_recordset(null::incidents, $1)', [
      JSON.stringify(incidents),
    ]);
    await client.query(
      `insert into incident_events (incident_id, kind, at, actor, comment)
       select incident_id, kind, at, actor, comment
       from rows from (jsonb_to_recordset($1)
         as (incident_id uuid, kind text, at timestamptz, actor text, comment text)) with ordinality
       order by ordinality`,
      [JSON.stringify(events)],
    );
    await client.query('commit');
    return incidents.length;
  } finally {
    await client.end();
  }
}
