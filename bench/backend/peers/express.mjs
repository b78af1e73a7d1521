// One handler on bare Express: no validation, limits, headers, log, metrics or time limits.
import express from 'express';
import pg from 'pg';
import { incidentOf, incidentsQuery } from '../incidents-query.mjs';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const app = express();
app.get('/api/v1/incidents', async (_request, response) => {
  const { rows } = await pool.query(incidentsQuery);
  response.json({ items: rows.map(incidentOf), nextCursor: null });
});
app.listen(Number(process.env.PORT), '127.0.0.1');
