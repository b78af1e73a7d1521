/**
 * The images that this repository builds. `limit` is the most that one may hold, in bytes and uncompressed: what a node
 * keeps on disk. Node.js and the base image are 137 MB of each.
 */
export const tiers = {
  backend: { title: 'arq-backend', dockerfile: 'apps/backend/Dockerfile', limit: 150_000_000 },
  frontend: { title: 'arq-frontend', dockerfile: 'apps/frontend/Dockerfile', limit: 170_000_000 },
};

/** Bytes as people read them: millions of bytes, as container engines count. */
export function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
