import { isMap, isSeq, LineCounter, parseAllDocuments } from 'yaml';

const reason = 'a Kubernetes Secret with data: base64 hides nothing';
const wayOut =
  'Declare an ExternalSecret, or let a command create the Secret in the cluster (npm run local:secrets); then take it ' +
  'out: git restore --staged';

/** Staged Secrets of Kubernetes that carry values. */
export async function kubernetesSecrets(snapshot) {
  return snapshot.staged
    .filter((path) => /\.(ya?ml|json)(\.\w+)?$/i.test(path))
    .flatMap((path) => {
      const text = snapshot.read(path)?.toString('utf8') ?? '';
      return /Secret/.test(text) ? linesOfSecrets(text).map((line) => ({ path, line, reason, wayOut })) : [];
    });
}

function linesOfSecrets(text) {
  const counter = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: counter, logLevel: 'silent' });
  // A template of something else than YAML can still be searched.
  if (documents.some(({ errors }) => errors.length > 0)) return linesByPattern(text);
  return documents.flatMap(({ contents }) => secretsBelow(contents)).map((offset) => counter.linePos(offset).line);
}

/** Offsets of Secrets, those in a List or in any other wrapping included. */
function secretsBelow(node) {
  if (isSeq(node)) return node.items.flatMap(secretsBelow);
  if (!isMap(node)) return [];
  const carries = (key) => isMap(node.get(key, true)) && node.get(key, true).items.length > 0;
  if (node.get('kind') === 'Secret' && (carries('data') || carries('stringData'))) return [node.range[0]];
  return node.items.flatMap(({ value }) => secretsBelow(value));
}

function linesByPattern(text) {
  const lines = text.split('\n');
  const isSecret = (line) => /^\s*-?\s*["']?kind["']?:\s*["']?Secret["']?\s*,?\s*(#.*)?$/.test(line);
  const hasData = lines.some((line) => /^\s*["']?(data|stringData)["']?:/.test(line));
  return hasData ? lines.flatMap((line, index) => (isSecret(line) ? [index + 1] : [])) : [];
}
