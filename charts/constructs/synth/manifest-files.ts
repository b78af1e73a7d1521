import type { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ConfigurationError } from '../errors.ts';
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
  const owners = new Map<string, string>();
  const files = [...objects].map(([chart, members]): [string, string] => {
    const { file, title } = outputOf(chart);
    const owner = owners.get(file);
    if (owner !== undefined) {
      throw new ConfigurationError(`${chart.node.path}: ${owner} already writes ${file}; name another file`);
    }
    owners.set(file, chart.node.path);
    const comment = [
      `${generatedMark.slice(2)} from ${source}; do not edit, change the source and synthesize again.`,
      title,
    ];
    return [file, toYaml(comment, inReadingOrder(members.map(render)))];
  });
  return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Where a chart is written. An ordinary one takes its file name from its path, as with cdk8s itself. */
function outputOf(chart: Chart): Pick<OutputFile, 'file' | 'title'> {
  if (OutputFile.isOutputFile(chart)) return chart;
  const path = chart.node.path.replaceAll('/', '-').toLowerCase();
  return { file: `dist/${path}.yaml`, title: chart.node.path };
}
