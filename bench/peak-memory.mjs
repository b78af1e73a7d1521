import { readdirSync, readFileSync } from 'node:fs';

const milliseconds = 10;

/**
 * Watches a process and its descendants by what Linux says below /proc.
 * @param {number} root its process id
 * @returns {() => number | undefined} stops it; resident bytes that the largest process had at most
 */
export function watchPeak(root) {
  const peaks = new Map();
  const timer = setInterval(() => look(root, peaks), milliseconds);
  return () => {
    clearInterval(timer);
    return peaks.size > 0 ? Math.max(...peaks.values()) : undefined;
  };
}

function look(root, peaks) {
  for (const id of descendants(root)) {
    // The kernel keeps the maximum, so only what grows between the last look and the end is missed.
    const size = /^VmHWM:\s+(\d+) kB/m.exec(read(id, 'status'))?.[1];
    if (size !== undefined) peaks.set(id, Math.max(peaks.get(id) ?? 0, Number(size) * 1024));
  }
}

function descendants(root) {
  const parents = new Map(processes().map((id) => [id, Number(/^\d+ \(.*\) \w (\d+)/s.exec(read(id, 'stat'))?.[1])]));
  const isBelow = (id) => id === root || (parents.has(id) && isBelow(parents.get(id)));
  return [...parents.keys()].filter(isBelow);
}

function processes() {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** A process may end at any moment; it has nothing to say then. */
function read(id, file) {
  try {
    return readFileSync(`/proc/${id}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
