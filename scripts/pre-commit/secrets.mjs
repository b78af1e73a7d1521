import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEngine } from '@secretlint/node';

/** What secretlint finds. Its own message is left out: it may quote what it has found. */
export async function secretsIn(source) {
  const engine = await createEngine({
    cwd: source.folder,
    configFilePath: fileURLToPath(new URL('secretlint.json', import.meta.url)),
    formatter: 'json',
    color: false,
    maskSecrets: true,
  });
  const findings = [];
  for (const path of source.files) {
    const content = source.read(path);
    if (!content) continue;
    const { output } = await engine.executeOnContent({ content, filePath: join(source.folder, path) });
    for (const { messages } of JSON.parse(output || '[]')) {
      findings.push(...messages.map((message) => finding(path, message)));
    }
  }
  return findings;
}

function finding(path, { loc, messageId, ruleId }) {
  return {
    path,
    line: loc?.start?.line,
    reason: `looks like a secret (${ruleId.replace(/^@secretlint\/secretlint-rule-/, '')}: ${messageId})`,
    wayOut:
      'If it is one, take it out and replace it where it is in use. If it is none, say so with a comment ' +
      '"secretlint-disable-line" and the reason.',
  };
}
