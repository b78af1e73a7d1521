/** How Grafana shows a number; the names are Grafana's own. */
export type Unit =
  | 'short'
  | 'percentunit'
  | 's'
  | 'bytes'
  | 'reqps'
  | 'ops'
  | 'cps'
  | 'Bps'
  | 'iops'
  | 'bool'
  | 'dateTimeFromNow'
  | 'none';

/** One line, or one family of lines, of a panel. */
export interface Query {
  /** PromQL; the namespace is `$environment` and windows of rates are `$__rate_interval`. */
  readonly expression: string;
  /** Name of the lines, with labels in double braces: `{{pod}}`. */
  readonly legend: string;
}

/** One picture of a dashboard, without its place. */
export interface Panel {
  readonly title: string;
  /** What it tells, and when to worry; shown when the pointer rests on the title. */
  readonly description: string;
  /**
   * Shape of the picture.
   * @default timeseries
   */
  readonly kind?: 'timeseries' | 'stat' | 'gauge' | 'bargauge' | 'table' | 'alertlist';
  readonly unit: Unit;
  readonly queries: readonly Query[];
  /**
   * From which values on it turns yellow and red. With `red` below `yellow`, low values are bad.
   * @default none
   */
  readonly limits?: { readonly yellow?: number; readonly red: number };
  /** @default what the data needs */
  readonly minimum?: number;
  /** @default what the data needs */
  readonly maximum?: number;
  /** Lines are stacked: parts of a whole. @default false */
  readonly stacked?: boolean;
  /** Texts for values, as in `{ 0: 'down', 1: 'up' }`. @default none */
  readonly texts?: Readonly<Record<number, string>>;
  /** Width of 24. @default 8, or 4 for `stat` and `gauge` */
  readonly width?: number;
}

/** Panels about one matter, under one heading. */
export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}
