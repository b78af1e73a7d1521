import { ApiObject } from 'cdk8s';
import { createApp } from '../../../charts/main.ts';
import { backendService, frontendService, type Service } from '../rules/cases/http-service.ts';

/** A question of an AnalysisTemplate, as it is emitted. */
export interface Question {
  readonly query: string;
  readonly successCondition: string;
}

/** What one colour of a service is asked, before or after traffic has moved to it. */
export interface Template {
  readonly name: string;
  /** Job under which its pods are scraped meanwhile. */
  readonly job: string;
  readonly service: Service;
  readonly questions: Readonly<Record<string, Question>>;
}

/** Hash of the revision that is judged, and of the one before it. */
export const colours = { judged: '7d8f9c6b4', before: '6c9d7b5f8' } as const;

/** The templates of staging that ask Prometheus, about the judged colour. */
export function templates(): readonly Template[] {
  const emitted = createApp(process.cwd())
    .node.findAll()
    .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct))
    .filter(({ kind, metadata }) => kind === 'AnalysisTemplate' && metadata.namespace === 'arq-staging')
    .map((object) => object.toJson());
  return [backendService, frontendService].flatMap((service) =>
    (['preview', 'live'] as const).map((phase) => {
      const name = `${service.workload}-${phase}`;
      const found = emitted.find(({ metadata }) => metadata.name === name);
      if (found === undefined) throw new Error(`staging has no AnalysisTemplate ${name}`);
      const job = phase === 'preview' ? name : service.workload;
      return { name, job, service, questions: questionsOf(found.spec.metrics) };
    }),
  );
}

interface Metric extends Pick<Question, 'successCondition'> {
  readonly name: string;
  readonly provider: { readonly prometheus: { readonly query: string } };
}

function questionsOf(metrics: readonly Metric[]): Record<string, Question> {
  return Object.fromEntries(
    metrics.map(({ name, successCondition, provider }) => [
      name,
      { successCondition, query: provider.prometheus.query.replaceAll('{{args.colour}}', colours.judged) },
    ]),
  );
}
