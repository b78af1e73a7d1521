/** What every peer asks PostgreSQL for a list of incidents. */
export const incidentsQuery = `select i.id, i.alert, i.severity, i.state, i.tier, i.summary, i.description, i.runbook_url,
  i.started_at, i.ended_at, i.acknowledged_at, i.acknowledged_by, i.resolved_by, i.updated_at
  from incidents i order by i.started_at desc, i.id desc limit 20`;

/** The same fields under the names of the API. */
export const incidentOf = (row) => ({
  id: row.id,
  alert: row.alert,
  severity: row.severity,
  state: row.state,
  tier: row.tier,
  summary: row.summary,
  description: row.description,
  runbookUrl: row.runbook_url,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  acknowledgedAt: row.acknowledged_at,
  acknowledgedBy: row.acknowledged_by,
  resolvedBy: row.resolved_by,
  updatedAt: row.updated_at,
});
