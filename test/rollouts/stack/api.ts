import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';
import type { KubernetesObject } from '../../../charts/constructs/kubernetes/manifest.ts';

/** How to reach the API server. */
export interface Access {
  readonly url: string;
  readonly token: string;
  /** Certificate that its own is checked against, PEM. */
  readonly certificate: string;
}

const contentTypes = { POST: 'application/json', DELETE: 'application/json', PATCH: 'application/merge-patch+json' };

/** An answer of the API server other than success. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The API of Kubernetes, by paths such as `/api/v1/namespaces/default/pods`. */
export class Api {
  private readonly access: Access;
  private readonly agent: Agent;

  constructor(access: Access) {
    this.access = access;
    this.agent = new Agent({ keepAlive: true, ca: access.certificate });
  }

  get(path: string): Promise<KubernetesObject> {
    return this.ask('GET', path);
  }

  /** `undefined` if there is none. */
  async find(path: string): Promise<KubernetesObject | undefined> {
    try {
      return await this.get(path);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    }
  }

  async list(path: string): Promise<KubernetesObject[]> {
    return (await this.get(path))['items'];
  }

  post(path: string, body: object): Promise<KubernetesObject> {
    return this.ask('POST', path, body);
  }

  patch(path: string, body: object): Promise<KubernetesObject> {
    return this.ask('PATCH', path, body);
  }

  delete(path: string, options: object = {}): Promise<KubernetesObject> {
    return this.ask('DELETE', path, options);
  }

  /**
   * Follows a list until the function that is returned is called, or this client is closed.
   * @param onObject called with each object that there is, and again whenever it changes; not when it goes
   */
  async watch(path: string, onObject: (object: KubernetesObject) => void): Promise<() => void> {
    const list = await this.get(path);
    for (const item of list['items']) onObject(item);
    const { resourceVersion } = list.metadata as unknown as { resourceVersion: string };
    const response = await this.open('GET', `${path}?watch=1&resourceVersion=${resourceVersion}`);
    let rest = '';
    response.on('data', (data) => {
      const lines = (rest + data).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const { type, object } = JSON.parse(line);
        if (type === 'ADDED' || type === 'MODIFIED') onObject(object);
      }
    });
    response.on('error', () => undefined);
    return () => response.destroy();
  }

  close(): void {
    this.agent.destroy();
  }

  private async ask(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) {
    const response = await this.open(method, path, body);
    const answer = await text(response);
    const status = response.statusCode ?? 0;
    if (status >= 300) throw new ApiError(status, `${method} ${path}: ${status} ${answer.slice(0, 500)}`);
    return JSON.parse(answer);
  }

  private async open(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) {
    const data = body === undefined ? '' : JSON.stringify(body);
    const sent = request(`${this.access.url}${path}`, {
      method,
      agent: this.agent,
      headers: {
        authorization: `Bearer ${this.access.token}`,
        // By itself Node.js tells no length of what it deletes with.
        ...(method === 'GET'
          ? {}
          : { 'content-type': contentTypes[method], 'content-length': Buffer.byteLength(data) }),
      },
    });
    sent.end(data);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    return response;
  }
}
