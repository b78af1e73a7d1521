export const dynamic = 'force-dynamic';

/** Where requests are sent whose address cannot be decoded. */
const answer = (): Response =>
  new Response('The percent-encoding of the address is broken.\n', {
    status: 400,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  });

export {
  answer as DELETE,
  answer as GET,
  answer as HEAD,
  answer as OPTIONS,
  answer as PATCH,
  answer as POST,
  answer as PUT,
};
