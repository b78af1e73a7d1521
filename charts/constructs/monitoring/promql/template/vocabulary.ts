/** Variables that Prometheus defines for every alert. */
export const alertVariables: readonly string[] = ['$labels', '$value', '$externalLabels', '$externalURL'];

/** Functions of Prometheus' templates, as its documentation lists them. */
const ofPrometheus = [
  ...['query', 'first', 'label', 'value', 'sortByLabel', 'strvalue', 'args', 'tmpl', 'safeHtml'],
  ...['humanize', 'humanize1024', 'humanizeDuration', 'humanizePercentage', 'humanizeTimestamp'],
  ...['toTime', 'toDuration', 'now', 'parseDuration'],
  ...['title', 'toUpper', 'toLower', 'match', 'reReplaceAll', 'stripPort', 'stripDomain'],
  ...['graphLink', 'tableLink', 'externalURL', 'pathPrefix', 'urlQueryEscape'],
];

/** Functions that Go's templates bring along. */
const ofGo = [
  ...['and', 'or', 'not', 'eq', 'ne', 'lt', 'le', 'gt', 'ge', 'len', 'index', 'slice', 'call'],
  ...['print', 'printf', 'println', 'html', 'js', 'urlquery'],
];

/** Everything that a template may call. */
export const functionNames: ReadonlySet<string> = new Set([...ofPrometheus, ...ofGo]);

/** Words of the language after which the dot stands for something else. */
export const dotChangers: ReadonlySet<string> = new Set(['range', 'with', 'define', 'block']);

/** Words of the language itself. */
export const keywordNames: ReadonlySet<string> = new Set([
  ...dotChangers,
  ...['if', 'else', 'end', 'template', 'break', 'continue', 'nil', 'true', 'false'],
]);
