import { basename } from 'node:path';

const unstage = (path) => `Take it out: git restore --staged -- ${quoted(path)}`;

/** Files that hold secrets whatever is in them now. */
const kinds = [
  {
    pattern: /^\.env(\.|$)|\.env$/i,
    reason: 'an environment file holds the values of one machine, secrets among them',
    wayOut: (path) => `${unstage(path)}; names without values belong into an example, such as .env.example.`,
  },
  {
    pattern:
      /\.(pem|key|p12|pfx|jks|keystore|crt|cer|der|asc)$|^(id_rsa|id_dsa|id_ecdsa|id_ed25519)$|\.sealed-key\.yaml$/i,
    reason: 'keys and certificates do not belong into the history',
    wayOut: (path) => `${unstage(path)}; have the cluster issue it, or mount it from a secret store.`,
  },
  {
    pattern: /^kubeconfig(\.|$)|\.kubeconfig$/i,
    folder: /(^|\/)\.kube\//,
    reason: 'a kubeconfig gives access to a cluster',
    wayOut: unstage,
  },
  {
    pattern: /^(\.npmrc|\.netrc|\.pgpass|\.htpasswd|credentials\.json|service-account.*\.json)$/i,
    folder: /(^|\/)\.docker\/config\.json$/,
    reason: 'such a file holds credentials',
    wayOut: unstage,
  },
];

const example = /\.example$/i;

/** Staged files that are refused for their name alone. */
export function forbiddenNames({ staged }) {
  return staged
    .filter((path) => !example.test(path))
    .flatMap((path) => {
      const kind = kinds.find(({ pattern, folder }) => pattern.test(basename(path)) || folder?.test(path));
      return kind ? [{ path, reason: kind.reason, wayOut: kind.wayOut(path) }] : [];
    });
}

const quoted = (path) => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);
