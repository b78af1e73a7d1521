import { basename } from 'node:path';

/** Files that hold secrets whatever is in them now. */
const kinds = [
  {
    pattern: /^\.env(rc)?(\.|$)|\.env$/i,
    reason: 'an environment file holds the values of one machine, secrets among them',
    instead: 'names without values belong into an example, such as .env.example',
  },
  {
    pattern:
      /\.(pem|key|p12|pfx|jks|keystore|crt|cer|der|asc)$|^(id_rsa|id_dsa|id_ecdsa|id_ed25519)$|\.sealed-key\.yaml$/i,
    reason: 'keys and certificates do not belong into the history',
    instead: 'have the cluster issue it, or mount it from a secret store',
  },
  {
    pattern: /^kubeconfig(\.|$)|\.kubeconfig$/i,
    folder: /(^|\/)\.kube\//,
    reason: 'a kubeconfig gives access to a cluster',
  },
  {
    pattern: /^(\.npmrc|\.netrc|\.pgpass|\.htpasswd|credentials\.json|service-account.*\.json)$/i,
    folder: /(^|\/)\.docker\/config\.json$/,
    reason: 'such a file holds credentials',
  },
];

const example = /\.example$/i;

/** Files that are refused for their name alone. */
export function forbiddenNames(source) {
  return source.files
    .filter((path) => !example.test(path))
    .flatMap((path) => {
      const kind = kinds.find(({ pattern, folder }) => pattern.test(basename(path)) || folder?.test(path));
      if (!kind) return [];
      const instead = kind.instead ? `; ${kind.instead}.` : '';
      return [{ path, reason: kind.reason, wayOut: source.wayOut(path) + instead }];
    });
}
