import type { Server } from 'node:http';

/**
 * Resolves when the server listens.
 * @param host all addresses if there is none
 * @param variable the environment variable that moves it
 * @throws Error naming address, reason and variable
 */
export function listen(server: Server, port: number, host: string | undefined, variable: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'something else listens there' : error.message;
      reject(
        new Error(`cannot listen on ${host ?? 'any address'}, port ${port}: ${reason}; ${variable} chooses another`, {
          cause: error,
        }),
      );
    });
    server.listen({ port, host }, resolve);
  });
}
