import pg from 'pg';
import { postgresForTests } from '../../../../dev/test-servers.ts';
import { catalogue } from '../faults/support/catalogue.ts';
import { partsOf } from './migration-lint.ts';

/** Everything that a schema consists of after migrations ran in an order, each given by name with its file's content. */
export async function schemaAfter(migrations: readonly (readonly [string, string])[]): Promise<string[]> {
  const server = await postgresForTests();
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    for (const [name, content] of migrations) {
      await client.query(partsOf(content)?.up ?? '').catch((error: Error) => {
        throw new Error(`${name} cannot run in this order: ${error.message}`);
      });
    }
    return await catalogue(client);
  } finally {
    await client.end();
    await server.close();
  }
}

/** As where each contract had to wait until all others had run. */
export function contractsLast(migrations: readonly (readonly [string, string])[]): (readonly [string, string])[] {
  const isContract = ([name]: readonly [string, string]) => /^\d{4}_contract_/.test(name);
  return [...migrations.filter((one) => !isContract(one)), ...migrations.filter(isContract)];
}
