import { writtenOptions } from '../gitops/sync-options.ts';
import { analysisTemplates, blueGreenOf, releaseServices, templatesOf } from './blue-green-fields.ts';
import type { Check } from './check.ts';
import { type Entry, type Model, title } from './model.ts';
import { secondsOf } from './release-duration.ts';

/** A blue-green release that would switch without proof, wait for ever, or have nothing left to return to. */
export const blueGreen: Check = (model) => [
  ...model
    .ofKind('Rollout')
    .filter(({ object }) => blueGreenOf(object))
    .flatMap((rollout) => [
      ...services(model, rollout),
      ...deadlines(model, rollout),
      ...analysisTemplates(rollout.object).flatMap((name) => endless(model.find('AnalysisTemplate', name))),
    ]),
  ...model.ofKind('HorizontalPodAutoscaler').flatMap((entry) => scaleTarget(model, entry)),
];

function services(model: Model, rollout: Entry): string[] {
  const names = releaseServices(rollout.object);
  const [active, preview] = names;
  if (preview === undefined || active === preview) {
    return [
      `${rollout.path}: ${title(rollout)} has ${preview === undefined ? 'no preview Service' : `the Service ${active} as active and as preview`}, ` +
        'so users would be the first to try a new colour; give it a previewService of its own',
    ];
  }
  return names.flatMap((name) => {
    const service = model.find('Service', name);
    if (!service || writtenOptions(service.object).get('ServerSideApply') === 'false') return [];
    return [
      `${service.path}: ${title(service)} is switched by ${title(rollout)}, but an apply on the server would take the ` +
        'colour out of its selector and move all traffic at once; annotate it with ' +
        'argocd.argoproj.io/sync-options: ServerSideApply=false',
    ];
  });
}

function deadlines(model: Model, rollout: Entry): string[] {
  const { spec } = rollout.object;
  const {
    scaleDownDelaySeconds = 30,
    abortScaleDownDelaySeconds = 30,
    previewReplicaCount,
  } = blueGreenOf(rollout.object);
  const duration = (phase: 'prePromotionAnalysis' | 'postPromotionAnalysis') =>
    Math.max(0, ...templatesOf(rollout.object, phase).map((name) => secondsOf(model.find('AnalysisTemplate', name))));
  const preview = duration('prePromotionAnalysis');
  const live = duration('postPromotionAnalysis');
  const progress: number = spec.progressDeadlineSeconds ?? 600;
  return [
    ...(spec.progressDeadlineAbort === true
      ? []
      : [
          `${rollout.path}: ${title(rollout)} does not set progressDeadlineAbort, so a colour that never gets ready would ` +
            'be waited for without end; set it to true',
        ]),
    ...(progress > preview + live
      ? []
      : [
          `${rollout.path}: ${title(rollout)} is aborted after ${progress} s without progress but its analysis takes ` +
            `${preview} s before traffic moves and ${live} s afterwards; raise progressDeadlineSeconds above their sum`,
        ]),
    ...(live === 0 || scaleDownDelaySeconds > live
      ? []
      : [
          `${rollout.path}: ${title(rollout)} keeps the old colour for ${scaleDownDelaySeconds} s but judges the new one for ` +
            `${live} s after traffic has moved, so there would be nothing to return to; raise scaleDownDelaySeconds above it`,
        ]),
    // 0 stands for ever.
    ...(abortScaleDownDelaySeconds >= 1 && abortScaleDownDelaySeconds <= 5
      ? []
      : [
          `${rollout.path}: ${title(rollout)} keeps pods of an aborted colour for ` +
            `${abortScaleDownDelaySeconds === 0 ? 'ever' : `${abortScaleDownDelaySeconds} s`}, during which trying it again ` +
            'skips all proof; set abortScaleDownDelaySeconds to 1',
        ]),
    ...(previewReplicaCount === undefined
      ? []
      : [
          `${rollout.path}: ${title(rollout)} sets previewReplicaCount ${previewReplicaCount}, with which some versions of ` +
            'Argo Rollouts get stuck while an autoscaler works; leave it out, and both colours scale',
        ]),
  ];
}

/** Metrics that are measured again and again, for ever. */
function endless(template: Entry | undefined): string[] {
  const metrics: { readonly name: string; readonly interval?: string; readonly count?: unknown }[] =
    template?.object.spec?.metrics ?? [];
  return metrics
    .filter(({ interval, count }) => interval !== undefined && count === undefined)
    .map(
      ({ name, interval }) =>
        `${template?.path}: metric ${name} of AnalysisTemplate ${template?.object.metadata.name} is measured every ` +
        `${interval} without end, and the release never completes; give it a count`,
    );
}

/** An autoscaler names the API of what it scales, and finds nothing if that is another one. */
function scaleTarget(model: Model, autoscaler: Entry): string[] {
  const { apiVersion, kind, name } = autoscaler.object.spec?.scaleTargetRef ?? {};
  const target = model.find(kind, name);
  if (!target || target.object.apiVersion === apiVersion) return [];
  return [
    `${autoscaler.path}: ${title(autoscaler)} scales ${kind} ${name} of ${apiVersion}, but it is of ` +
      `${target.object.apiVersion}; make them agree`,
  ];
}
