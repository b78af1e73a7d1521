import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../bundle.mjs';

const fields = new Set(['tool', 'check', 'objects', 'reason']);

/** The findings that are accepted, each with its reason, and how many each of them met. */
export class Exceptions {
  /**
   * @param {string} path below the project's root
   * @param {string[]} tools names of all scorers
   */
  static read(path, tools) {
    const entries = parse(readFileSync(join(root, path), 'utf8')) ?? [];
    const mistakes = entries.flatMap((entry, index) =>
      mistakesIn(entry, tools).map((mistake) => `${path}: entry ${index + 1}: ${mistake}`),
    );
    if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
    return new Exceptions(path, entries);
  }

  #path;
  #entries;
  #applied = new Set();

  constructor(path, entries) {
    this.#path = path;
    this.#entries = entries.map((entry) => ({
      ...entry,
      objects: (entry.objects ?? ['*']).map((pattern) => ({ pattern, regExp: globOf(pattern), matches: 0 })),
      matches: 0,
    }));
  }

  /**
   * @param {string} tool a scorer that ran
   * @param {import('../scorers.mjs').Finding[]} findings
   * @returns those that no entry accepts, and the number of entries that accept one
   */
  apply(tool, findings) {
    this.#applied.add(tool);
    const open = findings.filter((finding) => !this.#accepts(tool, finding));
    return { open, entries: this.#entries.filter((entry) => entry.tool === tool && entry.matches > 0).length };
  }

  #accepts(tool, { check, object }) {
    let accepted = false;
    for (const entry of this.#entries.filter((candidate) => candidate.tool === tool && candidate.check === check)) {
      const patterns = entry.objects.filter(({ regExp }) => regExp.test(object));
      for (const pattern of patterns) pattern.matches += 1;
      if (patterns.length > 0) entry.matches += 1;
      accepted ||= patterns.length > 0;
    }
    return accepted;
  }

  /** Entries, and patterns of entries, that no finding of their scorer needs any more. */
  stale() {
    const used = this.#entries.filter(({ tool }) => this.#applied.has(tool));
    return used.flatMap(({ tool, check, objects }) =>
      objects
        .filter(({ matches }) => matches === 0)
        .map(({ pattern }) => `${this.#path}: ${tool} ${check} ${pattern}: matches no finding; remove it`),
    );
  }

  /** Prints every entry with the number of findings that it accepted. */
  print() {
    console.log(`${this.#path}: ${this.#entries.length} exceptions`);
    for (const { tool, check, objects, reason, matches } of this.#entries) {
      const count = this.#applied.has(tool) ? String(matches) : '-';
      const patterns = objects.map(({ pattern }) => pattern).filter((pattern) => pattern !== '*');
      console.log(`${count.padStart(5)}  ${[tool, check, ...patterns].join(' ')}: ${reason}`);
    }
  }
}

function mistakesIn(entry, tools) {
  const { tool, check, objects, reason } = entry;
  const unknown = Object.keys(entry).filter((field) => !fields.has(field));
  return [
    ...unknown.map((field) => `unknown field ${field}`),
    ...(tools.includes(tool) ? [] : [`no such tool: ${tool}; use any of ${tools.join(', ')}`]),
    ...(typeof check === 'string' && check ? [] : ['check is missing']),
    ...(objects === undefined || (Array.isArray(objects) && objects.length > 0) ? [] : ['objects is not a list']),
    ...(typeof reason === 'string' && reason.trim() ? [] : ['reason is missing']),
  ];
}

/** A pattern in which `*` stands for anything. */
function globOf(pattern) {
  return new RegExp(`^${pattern.replaceAll(/[\\^$.+?()[\]{}|]/g, '\\$&').replaceAll('*', '.*')}$`);
}
