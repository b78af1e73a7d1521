import { Chart, type JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { findObject, type ObjectSelector } from '../kubernetes/find-object.ts';

/** Props of a chart with a file of its own. */
export interface OutputFileProps {
  /** Path of the file below the project's root, with forward slashes. Chosen by hand, so that moving code moves no YAML. */
  readonly file: string;
  /**
   * Namespace of objects that name none.
   * @default none: they are objects of the cluster, or name their own
   */
  readonly namespace?: string;
  /** What the file holds, in a few words; it stands in the file's first comment. */
  readonly title: string;
}

const marker = Symbol.for('@arq/constructs.OutputFile');

/** A chart whose objects are written to a file with a chosen name. */
export class OutputFile extends Chart {
  /** Whether a construct is one. `instanceof` would not tell: cdk8s makes it true for every chart. */
  static isOutputFile(construct: object): construct is OutputFile {
    return marker in construct;
  }

  /** Path of the file below the project's root. */
  readonly file: string;
  /** What the file holds. */
  readonly title: string;

  constructor(scope: Construct, id: string, props: OutputFileProps) {
    super(scope, id, { namespace: props.namespace });
    Object.defineProperty(this, marker, { value: true });
    this.file = props.file;
    this.title = props.title;
  }

  /**
   * Adjusts any object of this file by JSON patches (RFC 6902).
   *
   * @example
   * backend.patch({ kind: 'Deployment' }, JsonPatch.add('/spec/template/spec/priorityClassName', 'critical'));
   *
   * @throws ConfigurationError if no object, or more than one, answers to the selector. A patch that cannot be applied
   *   or changes nothing fails the synth.
   */
  patch(selector: ObjectSelector, ...operations: JsonPatch[]): void {
    findObject(this, selector).addJsonPatch(...operations);
  }
}
