const formType = /^application\/x-www-form-urlencoded\s*(;|$)/i;

/** A choice and a path fit many times over. */
const mostBytes = 4096;

/**
 * Fields of a small form, or the refusal to answer with: 415 where it is encoded otherwise, 413 above 4096 bytes. They
 * are counted while reading, since the length that a client names may be missing or wrong.
 */
export async function readForm(request: Request): Promise<URLSearchParams | Response> {
  if (!formType.test(request.headers.get('content-type') ?? '')) {
    return refuse(415, 'Send application/x-www-form-urlencoded.');
  }
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    bytes += part.value.byteLength;
    if (bytes > mostBytes) {
      await reader?.cancel();
      return refuse(413, `Send at most ${mostBytes} bytes.`);
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return new URLSearchParams(text + decoder.decode());
}

const refuse = (status: number, text: string) =>
  new Response(`${text}\n`, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  });
