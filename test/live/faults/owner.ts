import pg from 'pg';
import type { LiveStack } from '../stack/live-stack.ts';

/** Runs a statement as the backend's own role, past every proxy. */
export async function runSql({ postgres }: LiveStack, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.url() });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
