import { passToBackend } from '../../../server/backend-proxy.ts';

export const dynamic = 'force-dynamic';

export {
  passToBackend as DELETE,
  passToBackend as GET,
  passToBackend as HEAD,
  passToBackend as OPTIONS,
  passToBackend as PATCH,
  passToBackend as POST,
  passToBackend as PUT,
};
