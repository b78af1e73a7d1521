import type { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ConfigurationError } from '../errors.ts';
import { DataFile } from './data-file.ts';
import { inReadingOrder } from './order.ts';
import { OutputFile } from './output-file.ts';
import { apiObjects, render, renderOnce } from './render.ts';
import { generatedMark, toYaml } from './yaml.ts';

/** Content of each file by its path below the project's root. */
export type ManifestFiles = ReadonlyMap<string, string>;

/**
 * Checks and renders everything below `app`, in memory.
 * @param source what generates the files, for their first comment
 * @throws ConfigurationError with every mistake that was found, one per line
 */
export function manifestFiles(app: IConstruct, source: string): ManifestFiles {
  return renderOnce(() => {
    const mistakes = app.node.findAll().flatMap((construct) => construct.node.validate());
    if (mistakes.length > 0) throw new ConfigurationError([...new Set(mistakes)].join('\n'));
    return renderFiles(app, source);
  });
}

function renderFiles(app: IConstruct, source: string): ManifestFiles {
  const objects = new Map<Chart, ApiObject[]>();
  for (const object of apiObjects(app)) {
    const list = objects.get(object.chart);
    if (list) list.push(object);
    else objects.set(object.chart, [object]);
  }
  const comment = `${generatedMark.slice(2)} from ${source}; do not edit, change the source and synthesize again.`;
  const charts = [...objects].map(([chart, members]): [string, string, string] => {
    const { file, title } = outputOf(chart);
    return [chart.node.path, file, toYaml([comment, title], inReadingOrder(members.map(render)))];
  });
  const data = dataFiles(app).map((file): [string, string, string] => [
    file.node.path,
    file.file,
    file.render(comment),
  ]);
  return byPath([...charts, ...data]);
}

/** @throws ConfigurationError if two constructs write the same file */
function byPath(files: readonly (readonly [owner: string, path: string, content: string])[]): ManifestFiles {
  const owners = new Map<string, string>();
  for (const [owner, path] of files) {
    const other = owners.get(path);
    if (other !== undefined) {
      throw new ConfigurationError(`${owner}: ${other} already writes ${path}; name another file`);
    }
    owners.set(path, owner);
  }
  const entries = files.map(([, path, content]): [string, string] => [path, content]);
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function dataFiles(app: IConstruct): DataFile[] {
  return app.node.findAll().filter((construct): construct is DataFile => construct instanceof DataFile);
}

/** Where a chart is written. An ordinary one takes its file name from its path, as with cdk8s itself. */
function outputOf(chart: Chart): Pick<OutputFile, 'file' | 'title'> {
  if (OutputFile.isOutputFile(chart)) return chart;
  const path = chart.node.path.replaceAll('/', '-').toLowerCase();
  return { file: `dist/${path}.yaml`, title: chart.node.path };
}
