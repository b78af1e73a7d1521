import { join } from 'node:path';
import type { NextConfig } from 'next';
import { constantHeaders } from './server/security-headers.ts';

const repository = join(import.meta.dirname, '..', '..');

const unused = ['sharp', '@img', 'typescript'].map((name) => `../../node_modules/${name}/**/*`);

const configuration: NextConfig = {
  output: 'standalone',
  // Workspaces: dependencies are hoisted to the repository's root.
  outputFileTracingRoot: repository,
  turbopack: { root: repository },
  // Nothing is written to disk at run time, so images are served as they are and sharp (20 MB) is of no use.
  images: { unoptimized: true },
  outputFileTracingExcludes: { '*': unused },
  serverExternalPackages: ['prom-client'],
  poweredByHeader: false,
  // Next.js cannot ask TypeScript 7; types are checked by `tsc --noEmit -p apps/frontend`.
  typescript: { ignoreBuildErrors: true },
  // Every page depends on cookies, so there is nothing that a cache could keep.
  cacheMaxMemorySize: 0,
  agentRules: false,
  experimental: { agentFeedback: false },
  devIndicators: false,
  headers: async () => [
    // What the backend answers carries the backend's own headers.
    { source: '/((?!api/|api$).*)', headers: constantHeaders.map(([key, value]) => ({ key, value })) },
  ],
};

export default configuration;
