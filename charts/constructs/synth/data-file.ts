import { Construct } from 'constructs';
import { ConfigurationError } from '../errors.ts';
import { toYamlText } from './yaml.ts';

/** Props of a file that holds something else than Kubernetes objects. */
export interface DataFileProps {
  /** Path below the project's root, with forward slashes. It ends in `.yml` or `.json`: manifests end in `.yaml`. */
  readonly file: string;
  /** What the file holds, in a few words. */
  readonly title: string;
  /** The data, asked for at synth, when everything else is known. */
  readonly data: () => object;
}

/** Whether a file holds something else than manifests. */
export function isDataFile(path: string): boolean {
  return /\.(yml|json)$/.test(path);
}

/** Begins every generated JSON file, which can have no comment. */
export const generatedJsonMark = '{\n  "__generated": ';

/**
 * A generated file for a program that is not Kubernetes, such as the configuration of a Prometheus on a laptop. It lies
 * outside of the folders that Argo CD reads.
 */
export class DataFile extends Construct {
  readonly file: string;
  private readonly props: DataFileProps;

  constructor(scope: Construct, id: string, props: DataFileProps) {
    super(scope, id);
    if (!isDataFile(props.file)) {
      throw new ConfigurationError(
        `${this.node.path}: "${props.file}" would be taken for a manifest; let the name end in ".yml" or ".json"`,
      );
    }
    this.file = props.file;
    this.props = props;
  }

  /** The file's text, which begins with `comment` as far as its format allows. */
  render(comment: string): string {
    const { file, title, data } = this.props;
    if (file.endsWith('.json')) return `${JSON.stringify({ __generated: comment, ...data() }, null, 2)}\n`;
    return `# ${comment}\n# ${title}\n${toYamlText(data())}`;
  }
}
