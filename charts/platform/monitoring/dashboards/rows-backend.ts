import { ofJob, type Panel, type SubjectRow, type Watched } from '@arq/constructs';

const window = '$__rate_interval';

/** Rows about what only the backend of arQ has: incidents, streams of events, its dependencies. */
export function backendRows(watched: Watched): SubjectRow[] {
  const of = ofJob(watched);
  return [
    {
      title: `${watched.workload}: dependencies`,
      subject: 'application',
      panels: [dependencies(of), roundTrips(of), failedRoundTrips(of), pool(of), waiting(of), inFlight(of)],
    },
    {
      title: `${watched.workload}: incidents and streams`,
      subject: 'application',
      panels: [incidents(of), incidentEvents(of), deliveredAlerts(of), streams(of), endedStreams(of), refusals(of)],
    },
  ];
}

function dependencies(of: string): Panel {
  return {
    title: 'Dependencies',
    description: 'Share of the pods whose last check succeeded. Below 100 % pods report that they are not ready.',
    unit: 'percentunit',
    maximum: 1,
    queries: [{ expression: `avg by (dependency) (arq_dependency_up{${of}})`, legend: '{{dependency}}' }],
  };
}

function roundTrips(of: string): Panel {
  return {
    title: 'Round trips, p95',
    description:
      'Time that PostgreSQL and Redis take, as the backend sees it. It is part of the time of every request.',
    unit: 's',
    queries: [
      {
        expression:
          'histogram_quantile(0.95, sum by (dependency, le) ' +
          `(rate(arq_dependency_duration_seconds_bucket{${of},outcome="ok"}[${window}])))`,
        legend: '{{dependency}}',
      },
    ],
  };
}

function failedRoundTrips(of: string): Panel {
  const failures = `rate(arq_dependency_duration_seconds_count{${of},outcome="error"}[${window}])`;
  return {
    title: 'Failed round trips',
    description: 'Failures a second. Any that lasts is a dependency that refuses or does not answer.',
    unit: 'ops',
    queries: [
      {
        expression: `sum by (dependency) (${failures})`,
        legend: '{{dependency}}',
      },
    ],
  };
}

function pool(of: string): Panel {
  return {
    title: 'Connections of the pool',
    description: 'Connections to PostgreSQL of all pods. Worry when active ones stay at the limit: requests wait.',
    unit: 'none',
    stacked: true,
    queries: [
      { expression: `sum by (state) (arq_database_pool_connections{${of}})`, legend: '{{state}}' },
      { expression: `sum(arq_database_pool_size{${of}})`, legend: 'limit' },
    ],
  };
}

function waiting(of: string): Panel {
  return {
    title: 'Waiting for a connection',
    description: 'Requests that wait for one of the pool. Any for longer than a moment makes answers slow.',
    unit: 'none',
    queries: [{ expression: `max by (pod) (arq_database_pool_waiting{${of}})`, legend: '{{pod}}' }],
  };
}

function inFlight(of: string): Panel {
  return {
    title: 'Requests in flight',
    description:
      'Requests that are being served, open streams included. A climb at the same rate means that answers take longer.',
    unit: 'none',
    queries: [{ expression: `max by (pod) (http_requests_in_flight{${of}})`, legend: '{{pod}}' }],
  };
}

function incidents(of: string): Panel {
  return {
    title: 'Incidents that are not resolved',
    description: 'As every pod counts them in the database. They are the platform’s own record of what is wrong.',
    unit: 'none',
    queries: [
      { expression: `sum by (severity) (max by (state, severity) (arq_incidents{${of}}))`, legend: '{{severity}}' },
    ],
  };
}

function incidentEvents(of: string): Panel {
  return {
    title: 'Events of incidents',
    description: 'Entries in timelines within five minutes, by kind.',
    unit: 'none',
    queries: [{ expression: `sum by (kind) (increase(arq_incident_events_total{${of}}[5m]))`, legend: '{{kind}}' }],
  };
}

function deliveredAlerts(of: string): Panel {
  return {
    title: 'Alerts from Alertmanager',
    description:
      'Alerts within five minutes, by what came of them. None while alerts fire: the webhook does not arrive.',
    unit: 'none',
    queries: [
      { expression: `sum by (outcome) (increase(arq_alerts_received_total{${of}}[5m]))`, legend: '{{outcome}}' },
    ],
  };
}

function streams(of: string): Panel {
  return {
    title: 'Open streams',
    description:
      'Browsers that are told of changes at once, by pod. A sudden fall of one pod is a restart or the edge.',
    unit: 'none',
    queries: [{ expression: `max by (pod) (arq_stream_clients{${of}})`, legend: '{{pod}}' }],
  };
}

function endedStreams(of: string): Panel {
  return {
    title: 'Ended streams',
    description:
      'Streams that the server closed or refused within five minutes. slow: clients read too slowly; full: too many.',
    unit: 'none',
    queries: [{ expression: `sum by (reason) (increase(arq_stream_dropped_total{${of}}[5m]))`, legend: '{{reason}}' }],
  };
}

function refusals(of: string): Panel {
  return {
    title: 'Refused requests',
    description:
      'Requests a second that were refused because of their number, by limit. Worry when users are meant by it.',
    unit: 'reqps',
    queries: [{ expression: `sum by (limit) (rate(arq_rate_limited_total{${of}}[${window}]))`, legend: '{{limit}}' }],
  };
}
