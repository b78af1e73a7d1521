import { join } from 'node:path';
import { createEngine } from '@secretlint/node';

/** What secretlint finds in the staged content. Its own message is left out: it may quote what it has found. */
export async function secretsIn(snapshot) {
  const engine = await createEngine({
    cwd: snapshot.folder,
    configFilePath: join(snapshot.folder, '.secretlintrc.json'),
    formatter: 'json',
    color: false,
    maskSecrets: true,
  });
  const findings = [];
  for (const path of snapshot.staged) {
    const content = snapshot.read(path);
    if (!content || isBinary(content)) continue;
    const { output } = await engine.executeOnContent({
      content: content.toString('utf8'),
      filePath: join(snapshot.folder, path),
    });
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

/** As Git decides: a zero byte near the beginning. */
const isBinary = (content) => content.subarray(0, 8000).includes(0);
