export const rangeRemedy = 'apply a function such as rate or max_over_time, or remove the window';
export const textRemedy = 'compare texts within the braces of a selector';

/** PromQL that can be read and that Prometheus refuses, with the column and what is said of it. */
export const illTyped: readonly (readonly [expression: string, column: number, message: string])[] = [
  // Arguments.
  ['rate(pg_up)', 6, 'rate() takes series over a time range, not series; write a selector with a window, as in x[5m]'],
  ['abs(pg_up[5m])', 5, `abs() takes series, not series over a time range; ${rangeRemedy}`],
  ['sum(5)', 5, 'sum takes series, not a number; write vector(...) around it'],
  ['vector(pg_up)', 8, 'vector() takes a number, not series; write a number, or scalar(...) around it'],
  ['topk("5", pg_up)', 6, 'topk takes a number, not a text; write a number'],
  ['count_values(5, pg_up)', 14, 'count_values takes a text, not a number; write it in quotes'],
  ['label_replace(pg_up, pod, "x", "", "")', 22, 'label_replace() takes a text, not series; write it in quotes'],
  ['clamp_max(pg_up)', 1, 'clamp_max() has 1 argument; write clamp_max(series, a number)'],
  ['1 + round(pg_up, 1, 2)', 5, 'round() has 3 arguments; write round(series, a number)'],
  ['time(pg_up)', 1, 'time() has 1 argument; write time()'],
  ['label_join(pg_up, "x")', 1, 'label_join() has 2 arguments; write label_join(series, a text, a text, a text)'],
  ['topk(pg_up)', 1, 'topk has 1 argument; write topk(a number, series)'],
  ['sum(pg_up, redis_up)', 1, 'sum has 2 arguments; write sum(series)'],
  // Operators.
  ['1 > 2', 3, 'two numbers are compared with "bool", as in > bool; without it, one side has to be a series'],
  ['pg_up and 1', 7, '"and" takes no number; write vector(...) around it'],
  ['pg_up + bool 1', 7, '"bool" goes with comparisons only; remove it after "+"'],
  ['pg_up == on (namespace) 1', 7, 'a number has no labels to match; remove the "on" or "ignoring"'],
  [
    'pg_up and on (namespace) group_left redis_up',
    7,
    '"group_left" does not go with "and", which matches many series anyway; remove it',
  ],
  [
    'pg_up * on (pod) group_right (pod) redis_up',
    7,
    'the label "pod" is in "on" and in "group_right" at once; keep it in one of them',
  ],
  ['pg_up > redis_up[5m]', 9, `">" takes series or a number, not series over a time range; ${rangeRemedy}`],
  ['pg_up == "1"', 10, `"==" takes series or a number, not a text; ${textRemedy}`],
  ['-"x"', 2, `a sign is put before series or a number, not a text; ${textRemedy}`],
  // Selectors.
  ['{}', 1, 'this selects every series that there is; name a metric, or a label with a value'],
  ['{job=~".*",pod!="x"}', 1, 'this selects every series that there is; name a metric, or a label with a value'],
  ['pg_up{__name__="redis_up"}', 7, 'the name of the metric is given twice, as pg_up and as redis_up; keep one'],
  [
    'pg_up{job=~"a(b"}',
    12,
    '"a(b" is no regular expression (unterminated group); correct it, or put a backslash before signs that stand for themselves',
  ],
  [
    'pg_up{job=~"(?!shop).*"}',
    12,
    'the pattern "(?!shop).*" looks ahead or behind, which Prometheus cannot; write it without, with "!~" where it excludes',
  ],
  // Windows and offsets.
  ['rate(pg_up offset 5m[5m])', 6, 'a window cannot follow the offset; write it first, as in x[5m] offset 1h'],
  [
    'max_over_time(sum(pg_up)[5m])',
    15,
    'a window follows a selector, as in rate(x[5m]); on anything else write it with a colon, as in [5m:]',
  ],
  ['max_over_time(5[5m:])', 15, 'a window with a colon is put on series, not a number; write vector(...) around it'],
  ['sum(pg_up) offset 5m', 1, '"offset" follows a selector or its window, and that once; write it there'],
  ['pg_up offset 5m offset 5m', 1, '"offset" follows a selector or its window, and that once; write it there'],
  // What is switched off.
  [
    '1 + sort_by_label(pg_up, "pod")',
    5,
    '"sort_by_label" is experimental, and Prometheus refuses it unless told otherwise; do without it',
  ],
  ['limitk(2, pg_up)', 1, '"limitk" is experimental, and Prometheus refuses it unless told otherwise; do without it'],
];
