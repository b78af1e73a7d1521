/** Whether what is sent there stays on this machine, so that it needs no TLS. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/**
 * Refuses a URL whose traffic others could read.
 * @throws Error naming the URL and what to use instead
 */
export function assertPrivate(url: URL, what: string): void {
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))) return;
  throw new Error(`${what} is ${url.origin}, but signing in needs https; plain http is for loopback hosts only`);
}
