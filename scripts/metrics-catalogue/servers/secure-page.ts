import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Cleanup } from '../cleanup.ts';
import { programOnPath } from '../program.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/**
 * A page behind TLS with a certificate of its own: what a probe tells of certificates needs one.
 * @returns its address
 * @throws Missing if there is no openssl to make the certificate
 */
export async function startSecurePage(cleanup: Cleanup): Promise<string> {
  const openssl = programOnPath('openssl');
  const folder = temporaryFolder(cleanup);
  const [key, certificate] = [join(folder, 'page.key'), join(folder, 'page.crt')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const files = ['-keyout', key, '-out', certificate];
  execFileSync(openssl, ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', ...subject, ...files], {
    stdio: 'pipe',
  });
  const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (_, response) => {
    response.setHeader('Last-Modified', new Date().toUTCString()).end('well');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanup.add(async () => {
    server.closeAllConnections();
    server.close();
  });
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
