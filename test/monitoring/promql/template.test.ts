import { describe, expect, test } from '@jest/globals';
import { checkTemplate } from '../../../charts/constructs/monitoring/promql/check-template.ts';

const labels = new Set(['namespace', 'pod']);

describe('an annotation', () => {
  test.each([
    'The database is down',
    '',
    '{{ $labels.pod }} in {{$labels.namespace}} uses {{ $value | humanizePercentage }} of its memory',
    '{{ printf "%.2f" $value }}% }',
    '{{- $labels.pod -}} {{ -5 }}',
    '{{ with $labels.pod }}pod {{ . }}{{ else }}no pod{{ end }}',
    '{{ if eq $labels.namespace "shop" }}ours{{ else if gt $value 5.0 }}many{{ end }}',
    '{{ range $name, $text := $labels }}{{ $name }}={{ $text }} {{ end }}',
    '{{ range query "up == 0" }}{{ .Labels.instance }} {{ . | value | humanize }}{{ end }}',
    '{{ .Labels.pod }} {{ .Value }} {{ $.Labels.pod }} {{ $.ExternalURL }}',
    '{{ index $labels "pod" | title }}',
    '{{ (index (query "up") 0).Value }} {{ (query "up" | first).Labels.job }}',
    '{{ query "pg_up{x=\\"}}\\"}" | first | value }}',
    '{{ `raw }} text` }} {{ "}}" }}',
    '{{/* not $labels.anything */}} and {{- /* neither */ -}}',
    '{{ define "one" }}{{ .Value }}{{ end }}{{ template "one" . }}',
    '{{ $share := printf "%.0f" $value }}{{ $share }} at {{ $externalURL }} of {{ $externalLabels.cluster }}',
    '{{ $labels.__name__ }} since {{ $value | toTime }}, {{ humanizeTimestamp $value }}, {{ humanizeDuration 60 }}',
    '{{ reReplaceAll "(.*)-.*" "$1" $labels.pod | toUpper }} costs $5',
    '{{ printf "%v %s" $labels "and that is all" }}',
    '{{ and (eq 1.0 $value) true }}{{ not nil }}{{ len $labels }}',
  ])('that is right is accepted: %s', (template) => {
    expect(checkTemplate(template, labels, 'shop')).toEqual([]);
  });

  test.each([
    // Labels.
    [
      'Pod {{ $labels.podd }}',
      15,
      'the result of the expression has no label "podd"; did you mean "pod"? It has namespace, pod',
    ],
    ['{{ .Labels.severity }}', 11, 'the result of the expression has no label "severity"; It has namespace, pod'],
    ['{{ $.Labels.job }}', 12, 'the result of the expression has no label "job"; It has namespace, pod'],
    ['{{ index $labels "node" }}', 18, 'the result of the expression has no label "node"; It has namespace, pod'],
    // Names.
    ['{{ $value | humanise }}', 13, 'there is no template function "humanise"; did you mean "humanize"?'],
    [
      '{{ toCelsiusOrSo $value }}',
      4,
      'there is no template function "toCelsiusOrSo"; use one of Prometheus, such as humanize',
    ],
    ['{{ $label.pod }}', 4, 'there is no variable "$label"; did you mean "$labels"?'],
    ['{{ $v }}', 4, 'there is no variable "$v"; use $labels, $value, $externalLabels, $externalURL'],
    // Braces.
    ['down: {{ $labels.pod }', 7, 'the "{{" here is never closed; write "}}"'],
    ['down: {{ $labels.pod', 7, 'the "{{" here is never closed; write "}}"'],
    ['down: { $labels.pod }}', 9, '$labels.pod is shown as it is; write {{ $labels.pod }}'],
    ['down: pod }} x', 11, 'this "}}" closes nothing; write "{{" before it'],
    ['$value is too much', 1, '$value is shown as it is; write {{ $value }}'],
    ['{{ }}', 1, 'there is nothing between "{{" and "}}"; remove them'],
    [
      '{{ $labels.pod-name }}',
      15,
      '"-" is not expected between "{{" and "}}"; remove it, or close the braces before it',
    ],
    ['{{ $value % 5 }}', 11, '"%" is not expected between "{{" and "}}"; remove it, or close the braces before it'],
    // Pipes.
    ['{{ $value humanize }}', 11, '$value takes no arguments; write $value | humanize'],
    ['{{ $labels.pod title }}', 16, '$labels.pod takes no arguments; write $labels.pod | title'],
    ['{{ if true }}{{ $labels.pod "x" }}{{ end }}', 29, '$labels.pod takes no arguments; write $labels.pod | humanize'],
    // Blocks.
    ['{{ if true }}yes', 4, 'the "if" here is never closed; write {{ end }}'],
    ['{{ with $value }}{{ range $labels }}{{ end }}', 4, 'the "with" here is never closed; write {{ end }}'],
    ['yes{{ end }}', 7, 'this "end" belongs to no {{ if }}, {{ with }} or {{ range }}; remove it'],
    ['yes{{ else }}no', 7, 'this "else" belongs to no {{ if }}, {{ with }} or {{ range }}; remove it'],
  ])('is refused: %s', (template, column, message) => {
    const said = checkTemplate(template, labels, 'shop: alert Broken: summary').map((text) => text.split('\n')[0]);
    expect(said).toEqual([`shop: alert Broken: summary, line 1, column ${column}: ${message}`]);
  });

  test('may name any label where nobody knows them', () => {
    expect(checkTemplate('{{ $labels.anything }} {{ .Labels.x }}', undefined, 'shop')).toEqual([]);
  });

  test('may name none where there is none', () => {
    expect(checkTemplate('{{ $labels.pod }}', new Set(), 'shop')).toEqual([
      'shop, line 1, column 11: the result of the expression has no label "pod"; It has none at all',
    ]);
  });

  test('has its broken line shown', () => {
    expect(checkTemplate('first\nthen {{ $value % 5 }}', labels, 'shop')).toEqual([
      'shop, line 2, column 16: "%" is not expected between "{{" and "}}"; remove it, or close the braces before it\n' +
        '  then {{ $value % 5 }}\n' +
        '                 ^',
    ]);
  });
});
