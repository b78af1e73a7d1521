const duration = 'write one like 30s, 5m or 1h30m, larger units first';

/** What is no PromQL, with the column and what is said of it. */
export const unreadable: readonly (readonly [expression: string, column: number, message: string])[] = [
  // Nothing, or not enough.
  ['', 1, 'the expression is empty; write one'],
  [' # only a comment', 18, 'the expression is empty; write one'],
  ['pg_up >', 8, 'nothing stands after ">"; write what it applies to'],
  ['pg_up > 80%', 12, 'nothing stands after "%", which divides and yields the rest; write 80% as 0.8'],
  ['pg_up + * redis_up', 9, 'nothing stands after "+"; write what it applies to'],
  ['/ pg_up', 1, 'nothing stands before "/"; write what it applies to'],
  ['sum(pg_up,)', 11, 'nothing stands after the comma; remove it, or write an argument'],
  ['sum by (namespace)', 19, 'the expression ends too early; write what follows'],
  // Brackets.
  ['sum(rate(pg_up[5m])', 4, 'the "(" here is never closed; close it'],
  ['pg_up{job="x"', 6, 'the "{" here is never closed; close it'],
  ['sum( # not (this\n pg_up', 4, 'the "(" here is never closed; close it'],
  ['pg_up[5m', 6, 'the "[" here is never closed; close it'],
  ['sum(pg_up))', 11, '")" closes nothing; remove it'],
  ['(pg_up]', 7, '"]" does not close the "(" that is open; close that one first'],
  // Texts.
  ['pg_up{job="x} > 1', 11, 'the text that begins here is never closed; end it with "'],
  ['pg_up{job=\'x"}', 11, "the text that begins here is never closed; end it with '"],
  ['pg_up{job="x\\"}', 11, 'the text that begins here is never closed; end it with "'],
  ['pg_up{job="a\nb"}', 11, 'the text that begins here is never closed; end it with "'],
  ['pg_up{job=~"a\\.b"}', 14, '"\\." is no escape sequence; write "\\\\." or, in a regular expression, "[.]"'],
  ["pg_up{job='\\\"'}", 12, '"\\"" is no escape sequence; write "\\\\"" or, in a regular expression, "["]"'],
  // Durations.
  ['rate(pg_up[5min])', 12, `"5min" is no duration; ${duration}`],
  ['rate(pg_up[1m1h])', 12, `"1m1h" is no duration; ${duration}`],
  ['rate(pg_up[ 5 m ])', 13, `"5 m" is no duration; ${duration}`],
  ['rate(pg_up[])', 12, `a duration is missing; ${duration}`],
  ['max_over_time(pg_up[1h:5mins])', 24, `"5mins" is no duration; ${duration}`],
  ['pg_up offset 5min > 0', 14, `"5min" is no duration; ${duration}`],
  ['pg_up offset one', 14, `"one" is no duration; ${duration}`],
  // Operators.
  ['pg_up = 1', 7, '"=" is no operator; compare with "=="'],
  ['pg_up === 1', 7, '"===" is no operator; write "=="'],
  ['pg_up =~ 1', 7, '"=~" is no operator; compare with "==" or "!="'],
  ['pg_up && redis_up', 7, '"&&" is no operator; write "and"'],
  ['pg_up || redis_up', 7, '"||" is no operator; write "or"'],
  ['pg_up redis_up', 7, 'an operator is missing before "redis_up"; write one, such as "and" or "/"'],
  [
    'pg_up > 1 for 5m',
    11,
    'how long an alert has to hold is no part of its expression; give it as the "for" of the alert',
  ],
  ['pg_up; redis_up', 6, '";" is not expected here; remove it, or write what is missing before it'],
  // Functions.
  ['ratee(pg_up[5m])', 1, 'there is no function "ratee"; did you mean "rate"?'],
  ['Sum_Over_Time(pg_up[5m])', 1, 'there is no function "Sum_Over_Time"; did you mean "sum_over_time"?'],
  ['1 + totally_unheard_of(pg_up)', 5, 'there is no function "totally_unheard_of"; use one of PromQL'],
  ['sum pg_up', 5, 'what sum aggregates is not in brackets; write sum (pg_up)'],
  // Selectors.
  ['pg_up{job=shop}', 11, 'the value shop is not in quotes; write "shop"'],
  ['pg_up{job=}', 11, 'the value is missing; write one in quotes, such as ""'],
  ['pg_up{job=="x"}', 11, 'labels are compared with "=", "!=", "=~" or "!~"; write one of them'],
  ['pg_up{job="x" pod="y"}', 15, 'a comma is missing before pod'],
  ['pg_up{pod-name="x"}', 10, '"-" cannot be part of a label, which is made of letters, digits and "_"; write "_"'],
  ['pg_up{job}', 10, 'a matcher is incomplete; write label="value"'],
  ['pg_up{="x"}', 7, '"=" is no matcher; write label="value"'],
  // Groupings.
  ['sum by (job pod) (pg_up)', 13, 'labels are listed in brackets, with commas between: (namespace, pod)'],
  ['sum(pg_up) by job', 15, 'the labels are not in brackets; write by (namespace)'],
  ['rate(pg_up[5m]) by (job)', 17, '"by" belongs behind an aggregation such as sum; write it there, once'],
  ['pg_up * group_left redis_up', 9, '"group_left" belongs behind "on (...)"; write it there, once'],
  [
    'pg_up / on (job) ignoring (pod) redis_up',
    18,
    '"ignoring" belongs behind an operator such as "/"; write it there, once',
  ],
];
