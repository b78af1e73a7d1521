import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Incident, IncidentEvent, PlatformStatus, Session, TimelineEvent } from '../lib/api-types.ts';
import { ongoing, sampleDetail, sampleHistory, sampleIncident, sampleStatus } from './sample-data.ts';

interface Recorded {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const problem = (kind: string, status: number) => ({
  type: `urn:arq:problem:${kind}`,
  title: kind,
  status,
  instance: 'request-of-the-test',
});

/** Speaks the API, says what it is told to say, and can be stopped, frozen and changed while it runs. */
export class FakeBackend {
  status: PlatformStatus = sampleStatus();
  incidents: Incident[] = [];
  session: Session = { operator: null, csrfToken: null, writes: { enabled: true, reason: null } };
  streamWorks = true;
  /** Paths that start so are answered with this status. */
  readonly failing = new Map<string, number>();
  /** Answers nothing, and keeps the connection. */
  frozen = false;
  readonly requests: Recorded[] = [];
  readonly csrfToken = 'token-of-the-test';
  readonly #streams = new Set<ServerResponse>();
  readonly #comments = new Map<string, TimelineEvent[]>();
  #server: Server | undefined;
  #port = 0;
  #eventId = 100;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Streams that are open now. */
  get streams(): number {
    return this.#streams.size;
  }

  /** On the port that it had before, if it had one. */
  async start(): Promise<this> {
    const server = createServer((request, response) => void this.#answer(request, response));
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  /** As the first day: everything works, two incidents go on, thirty are over. */
  reset(): void {
    this.streamWorks = true;
    this.failing.clear();
    this.frozen = false;
    this.requests.length = 0;
    this.#comments.clear();
    this.signOut();
    this.status = sampleStatus();
    this.incidents = Array.from({ length: 32 }, (_, index) =>
      sampleIncident(index, index < 2 ? { ...ongoing, ...(index === 1 && taken()) } : {}),
    );
    for (const stream of this.#streams) stream.destroy();
  }

  signIn(): void {
    this.session = {
      operator: { name: 'Lina Haddad', roles: ['operator'] },
      csrfToken: this.csrfToken,
      writes: { enabled: true, reason: null },
    };
  }

  signOut(): void {
    this.session = { operator: null, csrfToken: null, writes: { enabled: true, reason: null } };
  }

  /** Changes the state, and tells every stream. */
  change(states: Parameters<typeof sampleStatus>[0]): void {
    this.status = sampleStatus(states);
    this.#send('status', this.status);
  }

  open(incident: Incident): void {
    this.incidents = [incident, ...this.incidents.filter(({ id }) => id !== incident.id)];
    this.#tell(incident, 'opened', null, null);
  }

  #tell(incident: Incident, kind: TimelineEvent['kind'], actor: string | null, comment: string | null): void {
    this.#eventId += 1;
    const event = { id: String(this.#eventId), kind, at: new Date().toISOString(), actor, comment };
    this.#comments.set(incident.id, [...(this.#comments.get(incident.id) ?? []), event]);
    this.#send('incident', { incident, event } satisfies IncidentEvent, event.id);
  }

  #send(event: string, data: unknown, id?: string): void {
    const head = id === undefined ? '' : `id: ${id}\n`;
    for (const stream of this.#streams) stream.write(`${head}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const { method = 'GET', url = '/', headers } = request;
    this.requests.push({ method, url, headers, body });
    if (this.frozen) return;
    const { pathname, searchParams } = new URL(url, this.url);
    const failure = [...this.failing].find(([path]) => pathname.startsWith(path))?.[1];
    if (failure !== undefined) {
      const type = 'application/problem+json';
      response.writeHead(failure, { 'Content-Type': type }).end(JSON.stringify(problem('unavailable', failure)));
      return;
    }
    if (pathname === '/api/v1/status/stream') return this.#stream(response);
    const [status, answer] = this.#route(method, pathname, searchParams, headers, body);
    const type = status >= 400 ? 'application/problem+json' : 'application/json';
    response.setHeader('Set-Cookie', ['first=1; Path=/; HttpOnly', 'second=2; Path=/; HttpOnly']);
    response.writeHead(status, { 'Content-Type': type }).end(JSON.stringify(answer));
  }

  #stream(response: ServerResponse): void {
    if (!this.streamWorks) {
      response.writeHead(503).end();
      return;
    }
    this.#streams.add(response);
    response.once('close', () => this.#streams.delete(response));
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
    response.write(`event: status\ndata: ${JSON.stringify(this.status)}\n\n`);
  }

  #route(
    method: string,
    pathname: string,
    search: URLSearchParams,
    headers: IncomingMessage['headers'],
    body: string,
  ): [number, unknown] {
    if (method === 'POST') return this.#write(pathname, headers, body);
    if (pathname === '/api/v1/status') return [200, this.status];
    if (pathname === '/api/v1/status/history') return [200, sampleHistory(Number(search.get('days')))];
    if (pathname === '/api/v1/session') return [200, this.session];
    if (pathname === '/api/v1/incidents') return this.#list(search);
    const incident = this.#find(pathname);
    if (!incident) return [404, problem('not-found', 404)];
    const labels = this.session.operator ? { alertname: incident.alert, instance: '10.0.3.17:6379' } : null;
    const detail = sampleDetail(incident, labels);
    return [200, { ...detail, timeline: [...detail.timeline, ...(this.#comments.get(incident.id) ?? [])] }];
  }

  #find(pathname: string): Incident | undefined {
    const [, id] = /^\/api\/v1\/incidents\/([^/]+)/.exec(pathname) ?? [];
    return this.incidents.find((incident) => incident.id === id);
  }

  #list(search: URLSearchParams): [number, unknown] {
    const states = search.get('state')?.split(',');
    const severity = search.get('severity');
    const from = Number(search.get('cursor') ?? 0);
    if (Number.isNaN(from)) return [400, problem('invalid-request', 400)];
    const limit = Number(search.get('limit'));
    const fitting = this.incidents.filter(
      (incident) => (!states || states.includes(incident.state)) && (!severity || severity === incident.severity),
    );
    const next = from + limit;
    return [200, { items: fitting.slice(from, next), nextCursor: next < fitting.length ? String(next) : null }];
  }

  #write(pathname: string, headers: IncomingMessage['headers'], body: string): [number, unknown] {
    const { operator } = this.session;
    if (!operator) return [401, problem('not-signed-in', 401)];
    if (headers['x-csrf-token'] !== this.csrfToken) return [403, problem('invalid-csrf-token', 403)];
    if (pathname === '/api/v1/auth/logout') {
      this.signOut();
      return [200, {}];
    }
    const incident = this.#find(pathname);
    if (!incident) return [404, problem('not-found', 404)];
    const { comment = null } = JSON.parse(body) as { comment?: string };
    return this.#act(pathname, incident, operator.name, comment);
  }

  #act(pathname: string, incident: Incident, actor: string, comment: string | null): [number, unknown] {
    if (incident.state === 'resolved' && !pathname.endsWith('/comments')) return [409, problem('conflict', 409)];
    const now = new Date().toISOString();
    const [kind, changes] = pathname.endsWith('/acknowledge')
      ? (['acknowledged', { state: 'acknowledged', acknowledgedAt: now, acknowledgedBy: actor }] as const)
      : pathname.endsWith('/resolve')
        ? (['resolved', { state: 'resolved', endedAt: now, resolvedBy: actor }] as const)
        : (['commented', {}] as const);
    const changed: Incident = { ...incident, ...changes, updatedAt: now };
    this.incidents = this.incidents.map((other) => (other.id === incident.id ? changed : other));
    this.#tell(changed, kind, actor, comment);
    return [200, sampleDetail(changed, null)];
  }
}

const taken = () => ({
  state: 'acknowledged' as const,
  acknowledgedAt: new Date(Date.now() - 3_600_000).toISOString(),
  acknowledgedBy: 'Omar Nasser',
});
