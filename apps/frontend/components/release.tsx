'use client';

import type { PlatformStatus } from '../lib/api-types.ts';
import { useLocale } from './locale.tsx';

const shortCommit = (commit: string) => commit.slice(0, 7);

export function Release({ version, commit, colour }: PlatformStatus['release']) {
  const { messages } = useLocale();
  const { release } = messages;
  return (
    <dl className="release" aria-label={release.title}>
      <div>
        <dt>{release.version}</dt>
        <dd>
          <bdi>{version}</bdi>
        </dd>
      </div>
      <div>
        <dt>{release.commit}</dt>
        <dd>
          <bdi className="code" title={commit}>
            {shortCommit(commit)}
          </bdi>
        </dd>
      </div>
      {colour ? (
        <div>
          <dt>{release.colour}</dt>
          <dd>
            <span className="release-colour" data-colour={colour} aria-hidden="true" />
            {release[colour]}
          </dd>
        </div>
      ) : null}
    </dl>
  );
}
