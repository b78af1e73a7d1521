import { describe, expect, test } from '@jest/globals';
import { ConfigurationError } from '../../../charts/constructs/errors.ts';
import { readExposition } from '../../../charts/constructs/monitoring/catalogue/exposition.ts';

const metrics = (...lines: string[]) => readExposition('shop', '1.0.0', `${lines.join('\n')}\n`).metrics;

describe('metrics in the text format', () => {
  test('are read with type, help, labels and unit', () => {
    const text = [
      '# HELP orders_total Orders that were placed',
      '# TYPE orders_total counter',
      'orders_total{country="de",payment="card"} 3',
      'orders_total{country="fr"} 1 1395066363000',
      '# TYPE memory_bytes gauge',
      'memory_bytes 1.5e+09',
    ].join('\n');
    expect(readExposition('shop', '1.0.0', text)).toEqual({
      exporter: 'shop',
      version: '1.0.0',
      metrics: {
        memory_bytes: { type: 'gauge', help: '', labels: [], unit: 'bytes' },
        orders_total: { type: 'counter', help: 'Orders that were placed', labels: ['country', 'payment'] },
      },
    });
  });

  test('have help texts with escapes, or none', () => {
    const text = [
      '# HELP a A \\\\n is no line\\nbreak',
      '# TYPE a gauge',
      '# HELP b',
      '# TYPE b gauge',
      '# HELP c ',
      'c 1',
    ];
    const { a, b, c } = metrics(...text);
    expect(a?.help).toBe('A \\n is no line\nbreak');
    expect(b?.help).toBe('');
    expect(c).toEqual({ type: 'untyped', help: '', labels: [] });
  });

  test('have values of labels with everything that ends a label elsewhere', () => {
    const { a } = metrics(
      '# TYPE a gauge',
      'a{path="C:\\\\",query="x{y=\\"1\\"} # ,z=\\n",other="}"} NaN',
      'a{ spaced = "1" , } +Inf',
    );
    expect(a?.labels).toEqual(['other', 'path', 'query', 'spaced']);
  });

  test('may come with exemplars', () => {
    const { a } = metrics(
      '# TYPE a histogram',
      'a_bucket{route="/",le="0.1"} 8 # {trace_id="abc"} 0.067 1520879607.789',
    );
    expect(a?.labels).toEqual(['route']);
  });

  test('leave the labels out that follow from the type, and keep them elsewhere', () => {
    const { h, s, g } = metrics(
      ...['# TYPE h histogram', 'h_bucket{x="1",le="+Inf"} 1', 'h_sum{x="1"} 1', 'h_count{x="1"} 1'],
      ...['# TYPE s summary', 's{x="1",quantile="0.5"} 1', 's_sum{x="1"} 1'],
      ...['# TYPE g gauge', 'g{le="1",quantile="1"} 1'],
    );
    expect(h?.labels).toEqual(['x']);
    expect(s?.labels).toEqual(['x']);
    expect(g?.labels).toEqual(['le', 'quantile']);
  });

  test('may have a histogram or counter without samples', () => {
    const { h, c } = metrics('# HELP h Time', '# TYPE h histogram', '# HELP c Failures', '# TYPE c counter');
    expect(h).toEqual({ type: 'histogram', help: 'Time', labels: [] });
    expect(c).toEqual({ type: 'counter', help: 'Failures', labels: [] });
  });

  test('take a suffix for part of the name where no histogram of that name is', () => {
    const read = metrics(
      '# TYPE pods gauge',
      'pods 1',
      'pods_count 2',
      'rooms_sum{x="1"} 3',
      '# TYPE s summary',
      's_bucket 1',
    );
    expect(Object.keys(read)).toEqual(['pods', 'pods_count', 'rooms_sum', 's', 's_bucket']);
  });

  test('may contain other comments, empty lines, and the end mark', () => {
    expect(Object.keys(metrics('# a remark', '#', '', '   ', '# HELP', 'a 1', '# EOF'))).toEqual(['a']);
  });

  test('may be several answers in a row', () => {
    const { a } = metrics('# TYPE a gauge', 'a{x="1"} 1', '# TYPE a gauge', 'a{y="1"} 1');
    expect(a?.labels).toEqual(['x', 'y']);
  });

  test.each([
    ['a{x="1} 1', 2, 'is no sample'],
    ['a{x=1} 1', 2, 'is no sample'],
    ['<html>', 2, 'is no sample'],
    ['# TYPE a stateset', 2, 'is no type of a metric'],
  ])('refuse %s and name the line', (line, number, problem) => {
    const read = () => metrics('a 1', line);
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(`the metrics of shop, line ${number}: `);
    expect(read).toThrow(problem);
  });
});
