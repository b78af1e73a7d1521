import { describe, expect, it } from '@jest/globals';
import { write } from './write.ts';

interface Sent {
  readonly path: string;
  readonly init: RequestInit | undefined;
}

function answering(...answers: (Response | Error)[]) {
  const sent: Sent[] = [];
  const send = (async (path: string, init?: RequestInit) => {
    sent.push({ path, init });
    const answer = answers.shift();
    if (!answer || answer instanceof Error) throw answer ?? new Error('No answer is left');
    return answer;
  }) as typeof fetch;
  return { sent, send };
}

const session = (csrfToken: string | null) => Response.json({ operator: null, csrfToken });
const problem = (kind: string, status: number) =>
  Response.json(
    { type: `urn:arq:problem:${kind}`, instance: 'r-1' },
    { status, headers: { 'Content-Type': 'application/problem+json' } },
  );

describe('write', () => {
  it('sends JSON with the token of the session', async () => {
    const { sent, send } = answering(session('t-1'), Response.json({}));
    expect(await write('/api/v1/x', { comment: 'c' }, send)).toEqual({ ok: true });
    expect(sent.map(({ path }) => path)).toEqual(['/api/v1/session', '/api/v1/x']);
    expect(sent[1]?.init).toMatchObject({
      method: 'POST',
      body: '{"comment":"c"}',
      headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': 't-1' },
    });
  });

  it('reports what the backend says', async () => {
    const { send } = answering(session('t-1'), problem('conflict', 409));
    const expected = { ok: false, type: 'urn:arq:problem:conflict', reference: 'r-1' };
    expect(await write('/api/v1/x', {}, send)).toEqual(expected);
  });

  it.each([
    ['nobody answers', [new Error('away')]],
    ['something else answers', [session('t'), new Response('<html>', { status: 502 })]],
  ])('says so when %s', async (_, answers) => {
    const { send } = answering(...answers);
    expect(await write('/api/v1/x', {}, send)).toEqual({ ok: false, type: 'urn:arq:problem:unreachable' });
  });
});
