/** How many alerts of a group a message tells in full: Slack cuts long ones off, and nobody reads them. */
const mostAlerts = 10;

/** Name of the alert that a group is about; mail gathers several. */
const alertname = '{{ with .CommonLabels.alertname }}{{ . }}{{ else }}{{ .Alerts | len }} alerts{{ end }}';

/** Fields of a message in Slack. */
export function slackMessage(environment: string): object {
  const state = '{{ if eq .Status "firing" }}Firing ({{ .Alerts.Firing | len }}){{ else }}Resolved{{ end }}';
  const title = `${state}: ${alertname} in ${environment}`;
  return {
    title,
    title_link: '{{ .CommonAnnotations.runbook_url }}',
    fallback: title,
    color:
      '{{ if eq .Status "resolved" }}good{{ else if eq .CommonLabels.severity "critical" }}danger' +
      '{{ else if eq .CommonLabels.severity "info" }}#439fe0{{ else }}warning{{ end }}',
    text: [
      firstFiring(
        [
          `*${escaped('$alert.Annotations.summary')}*`,
          escaped('$alert.Annotations.description'),
          '{{ with $alert.Annotations.runbook_url }}<{{ . }}|What to do>{{ end }}',
          `{{ range $alert.Labels.SortedPairs }}\`{{ .Name }}=${escaped('.Value')}\` {{ end }}`,
          '',
        ].join('\n'),
      ),
      `{{ range .Alerts.Resolved }}Over: ${escaped('.Annotations.summary')}\n{{ end }}`,
    ].join(''),
  };
}

/** Fields of an event in PagerDuty. */
export function pagerDutyMessage(environment: string): object {
  return {
    description: `${alertname} in ${environment}: {{ (index .Alerts 0).Annotations.summary }}`,
    // It knows no others, and refuses an event with any.
    severity:
      '{{ if eq .CommonLabels.severity "critical" }}critical{{ else if eq .CommonLabels.severity "info" }}info' +
      '{{ else }}warning{{ end }}',
    source: environment,
    class: '{{ .CommonLabels.alertname }}',
    component: '{{ .CommonLabels.workload }}',
    group: '{{ .CommonLabels.namespace }}',
    links: [{ href: '{{ .CommonAnnotations.runbook_url }}', text: 'What to do' }],
    details: {
      environment,
      summary: firstFiring('{{ $alert.Annotations.summary }}\n'),
      description: firstFiring('{{ $alert.Annotations.description }}\n'),
      runbook: '{{ .CommonAnnotations.runbook_url }}',
      labels: '{{ range .CommonLabels.SortedPairs }}{{ .Name }}={{ .Value }}\n{{ end }}',
    },
  };
}

/** Fields of a mail. */
export function emailMessage(environment: string): object {
  return {
    headers: {
      Subject: `{{ .Alerts.Firing | len }} firing, {{ .Alerts.Resolved | len }} resolved in ${environment}: ${alertname}`,
    },
    // Plain text alone: the template that Alertmanager brings along shows neither environment nor runbook as such.
    html: '',
    text: [
      `Environment: ${environment}\n\n`,
      firstFiring(
        [
          '{{ $alert.Labels.severity }}: {{ $alert.Labels.alertname }}, since {{ $alert.StartsAt.UTC.Format "2006-01-02 15:04" }} UTC',
          '{{ $alert.Annotations.summary }}',
          '{{ $alert.Annotations.description }}',
          '{{ with $alert.Annotations.runbook_url }}What to do: {{ . }}{{ end }}',
          '{{ range $alert.Labels.SortedPairs }}{{ .Name }}={{ .Value }} {{ end }}',
          '',
          '',
        ].join('\n'),
      ),
      '{{ range .Alerts.Resolved }}Over: {{ .Labels.alertname }}: {{ .Annotations.summary }}\n{{ end }}',
    ].join(''),
  };
}

/** A text for each of the first alerts that fire, which is `$alert` in it, and how many there are if there are more. */
function firstFiring(text: string): string {
  return (
    `{{ range $index, $alert := .Alerts.Firing }}{{ if lt $index ${mostAlerts} }}${text}{{ end }}{{ end }}` +
    `{{ if gt (len .Alerts.Firing) ${mostAlerts} }}… of {{ .Alerts.Firing | len }} in all\n{{ end }}`
  );
}

/** A value in Slack's markup: a label of somebody else's making must not call a whole channel by `<!channel>`. */
function escaped(value: string): string {
  return `{{ ${value} | reReplaceAll "&" "&amp;" | reReplaceAll "<" "&lt;" | reReplaceAll ">" "&gt;" }}`;
}
