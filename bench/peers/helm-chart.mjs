import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { environments } from '../environments.mjs';

/**
 * Writes the chart `arq` with a values file per environment, the chart `argocd` for what belongs to no environment, and
 * the chart `umbrella` that brings all of it along. What is the same in every environment is literal in the templates;
 * no helper templates, no options that nobody uses: the least that a chart of these objects can cost.
 * @param {string} folder
 * @param {{ shared: import('../environments.mjs').Shared[], rest: object[] }} objects
 */
export function writeCharts(folder, { shared, rest }) {
  const values = Object.fromEntries(environments.map((id) => [id, { environment: id }]));
  for (const file of new Set(shared.map((entry) => entry.file))) {
    const members = shared.filter((entry) => entry.file === file);
    write(join(folder, 'arq/templates', `${file}.yaml`), members.map((entry) => template(entry, values)).join(''));
  }
  writeChart(folder, 'arq', '');
  for (const id of environments) write(join(folder, `values/${id}.yaml`), JSON.stringify(values[id], null, 2));
  write(join(folder, 'argocd/templates/all.yaml'), rest.map((object) => `---\n${literal(object)}\n`).join(''));
  writeChart(folder, 'argocd', '');
  writeUmbrella(folder);
}

function writeUmbrella(folder) {
  const charts = join(folder, 'umbrella/charts');
  const names = [...environments.map((id) => `arq-${id}`), 'argocd'];
  for (const id of environments) {
    cpSync(join(folder, 'arq'), join(charts, `arq-${id}`), { recursive: true });
    cpSync(join(folder, `values/${id}.yaml`), join(charts, `arq-${id}/values.yaml`));
    writeChart(charts, `arq-${id}`, '');
  }
  cpSync(join(folder, 'argocd'), join(charts, 'argocd'), { recursive: true });
  const dependencies = names.map((name) => `  - { name: ${name}, version: 1.0.0 }\n`).join('');
  writeChart(folder, 'umbrella', `dependencies:\n${dependencies}`);
}

function writeChart(folder, name, more) {
  write(join(folder, name, 'Chart.yaml'), `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n${more}`);
}

function template({ file, key, versions }, values) {
  const ids = Object.keys(versions);
  const text = `---\n${fields(new Place(values, camel(file), key.split(' ').slice(1)), versions, '')}`;
  if (ids.length === environments.length) return text;
  const flag = new Place(values, camel(file), [...key.split(' ').slice(1), 'enabled']);
  return `{{- if ${flag.set(Object.fromEntries(ids.map((id) => [id, true])))} }}\n${text}{{- end }}\n`;
}

/** Where in the objects something stands, and so under which name in the values. */
class Place {
  constructor(values, file, path) {
    this.values = values;
    this.file = file;
    this.path = path;
  }

  below(key) {
    return new Place(this.values, this.file, [...this.path, String(key)]);
  }

  get name() {
    return camel(this.path.join('-'));
  }

  /** Puts what differs into the values; returns the expression that reads it. */
  set(versions) {
    for (const [id, value] of Object.entries(versions)) {
      if (value === undefined) continue;
      this.values[id][this.file] ??= {};
      this.values[id][this.file][this.name] = value;
    }
    return `.Values.${this.file}.${this.name}`;
  }
}

function fields(place, versions, indent) {
  const keys = [...new Set(Object.values(versions).flatMap(Object.keys))];
  return keys.map((key) => field(place.below(key), key, pick(versions, key), indent)).join('');
}

function field(place, key, versions, indent) {
  const head = `${indent}${JSON.stringify(key)}:`;
  if (!Object.values(versions).includes(undefined)) return `${head}${afterHead(place, versions, indent)}`;
  const expression = place.set(versions);
  const condition = `hasKey .Values.${place.file} "${place.name}"`;
  return `{{- if ${condition} }}\n${head} {{ toJson ${expression} }}\n{{- end }}\n`;
}

function afterHead(place, versions, indent) {
  const all = Object.values(versions);
  if (all.every((value) => isDeepStrictEqual(value, all[0]))) return ` ${literal(all[0])}\n`;
  if (all.every((value) => isTree(value) && !Array.isArray(value))) {
    return `\n${fields(place, versions, `${indent}  `)}`;
  }
  if (all.every((value) => Array.isArray(value) && value.length === all[0].length)) {
    return `\n${all[0].map((_, index) => item(place.below(index), pick(versions, index), indent)).join('')}`;
  }
  if (all.every(isTree)) return `\n${indent}  {{- toYaml ${place.set(versions)} | nindent ${indent.length + 2} }}\n`;
  return ` ${scalar(place, versions)}\n`;
}

function item(place, versions, indent) {
  return `${indent}-${afterHead(place, versions, `${indent}  `)}`;
}

function scalar(place, versions) {
  const [[first, value]] = Object.entries(versions);
  const around = typeof value === 'string' ? value.split(first) : [];
  if (Object.entries(versions).every(([id, text]) => text === around.join(id))) {
    return `"${around.map((text) => literal(text).slice(1, -1)).join('{{ .Values.environment }}')}"`;
  }
  return typeof value === 'string' ? `{{ ${place.set(versions)} | quote }}` : `{{ ${place.set(versions)} }}`;
}

/** JSON is YAML; Helm must not take braces in a text for its own. */
const literal = (value) => JSON.stringify(value).replaceAll('{{', '{{ "{{" }}');

const pick = (versions, key) => Object.fromEntries(Object.entries(versions).map(([id, value]) => [id, value[key]]));
const isTree = (value) => typeof value === 'object' && value !== null && Object.keys(value).length > 0;
const camel = (text) => text.replaceAll(/[^a-z0-9]+(.?)/gi, (_, next) => next.toUpperCase());

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
