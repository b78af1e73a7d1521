import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml';

const reason = 'a Kubernetes Secret with data: base64 hides nothing';
const instead = 'Declare an ExternalSecret, or let a command create the Secret in the cluster (npm run local:secrets).';

/** Secrets of Kubernetes that carry values. */
export function kubernetesSecrets(source) {
  return source.files
    .filter((path) => /\.(ya?ml|json)(\.\w+)?$/i.test(path))
    .flatMap((path) => {
      const text = source.read(path) ?? '';
      const wayOut = `${instead} ${source.wayOut(path)}`;
      return /Secret/.test(text) ? linesOfSecrets(text).map((line) => ({ path, line, reason, wayOut })) : [];
    });
}

function linesOfSecrets(text) {
  const counter = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: counter, logLevel: 'silent' });
  // A template of something else than YAML can still be searched.
  if (documents.some(({ errors }) => errors.length > 0)) return linesByPattern(text);
  return documents
    .flatMap((document) => secretsBelow(document.contents, document))
    .map((offset) => counter.linePos(offset).line);
}

/** Offsets of Secrets, those in a List or in any other wrapping included. What an alias names is met at its anchor. */
function secretsBelow(node, document) {
  if (isSeq(node)) return node.items.flatMap((item) => secretsBelow(item, document));
  if (!isMap(node)) return [];
  const kind = entry(node, 'kind', document);
  const carries = (key) => entry(node, key, document)?.items?.length > 0;
  if (isScalar(kind) && kind.value === 'Secret' && (carries('data') || carries('stringData'))) return [node.range[0]];
  return node.items.flatMap(({ value }) => secretsBelow(value, document));
}

/** What a map has under a key, by itself or merged into it by `<<`, with aliases replaced by what they name. */
function entry(map, key, document, seen = new Set()) {
  if (seen.has(map)) return undefined;
  seen.add(map);
  const own = map.get(key, true);
  if (own) return target(own, document);
  const merged = target(map.get('<<', true), document);
  for (const item of isSeq(merged) ? merged.items : [merged]) {
    const source = target(item, document);
    const value = isMap(source) ? entry(source, key, document, seen) : undefined;
    if (value) return value;
  }
  return undefined;
}

const target = (node, document) => (isAlias(node) ? node.resolve(document) : node);

function linesByPattern(text) {
  const lines = text.split('\n');
  const isSecret = (line) => /^\s*-?\s*["']?kind["']?:\s*["']?Secret["']?\s*,?\s*(#.*)?$/.test(line);
  const hasData = lines.some((line) => /^\s*["']?(data|stringData)["']?:/.test(line));
  return hasData ? lines.flatMap((line, index) => (isSecret(line) ? [index + 1] : [])) : [];
}
