// The same handler on bare Fastify, without a schema for its serializer.
import fastify from 'fastify';
import pg from 'pg';
import { incidentOf, incidentsQuery } from '../incidents-query.mjs';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const app = fastify();
app.get('/api/v1/incidents', async () => {
  const { rows } = await pool.query(incidentsQuery);
  return { items: rows.map(incidentOf), nextCursor: null };
});
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
