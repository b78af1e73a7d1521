import { describe, expect, it } from '@jest/globals';
import { readForm } from './read-form.ts';

const type = 'application/x-www-form-urlencoded;charset=UTF-8';
const post = (body: string | ReadableStream<Uint8Array>, contentType = type) =>
  new Request('http://localhost/', {
    method: 'POST',
    body,
    headers: { 'Content-Type': contentType },
    duplex: 'half',
  } as RequestInit);

describe('readForm', () => {
  it('reads the fields', async () => {
    const form = await readForm(post('theme=dark&name=%C3%A9'));
    expect(form instanceof URLSearchParams && [...form]).toEqual([
      ['theme', 'dark'],
      ['name', 'é'],
    ]);
  });

  it.each(['application/json', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencodedx', ''])(
    'refuses "%s"',
    async (contentType) => {
      const answer = await readForm(post('theme=dark', contentType));
      expect(answer instanceof Response && answer.status).toBe(415);
    },
  );

  it('stops reading above its limit', async () => {
    let given = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        given += 1;
        if (given > 1000) controller.close();
        else controller.enqueue(new Uint8Array(1024).fill(97));
      },
    });
    const answer = await readForm(post(endless));
    expect(answer instanceof Response && answer.status).toBe(413);
    expect(given).toBeLessThan(10);
  });

  it('takes what just fits', async () => {
    const fitting = await readForm(post(`a=${'x'.repeat(4094)}`));
    expect(fitting instanceof URLSearchParams && fitting.get('a')?.length).toBe(4094);
    const answer = await readForm(post(`a=${'x'.repeat(4095)}`));
    expect(answer instanceof Response && answer.status).toBe(413);
  });
});
