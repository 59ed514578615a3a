import type { Assessment } from '../judge/assess';
import { assess, scoreOf } from '../judge/assess';
import type {
  AilmentId,
  HealthDimension,
  HealthInput,
  Recommendation,
} from '../model';
import { policyOnceSet } from '../policy/policyOnceSet';
import { simulateProperties } from '../simulate';
import { adviceSteps, checkWriter } from './adviceSteps';
import { historySteps } from './historySteps';
import { layoutSteps } from './layoutSteps';
import { rewriteAilments } from './rewriteAilments';
import { settingSteps } from './settingSteps';
import type { Step } from './Step';

/**
 * What to do, in the order in which to do it: settle the cause, then the settings, then the
 * files, then the history, then advice. Each step is predicted on the table that the steps before left.
 */
export function recommend(assessment: Assessment): Recommendation[] {
  const { context } = assessment;
  const ailments = ailmentsOf(assessment);
  const settings = settingSteps(context, ailments);
  const set = onceSet(assessment, settings);
  const steps: Step[] = [
    ...checkWriter(context, ailments),
    ...settings,
    ...layoutSteps(
      set,
      rewriteAilments(set.dimensions, set.context.input.metadata),
    ),
    ...historySteps(context, ailments),
    ...adviceSteps(context, ailments),
  ];
  return predicted(assessment, steps);
}

/** The table as the settings leave it: a rewrite goes by the size and the statistics that are set. */
function onceSet(assessment: Assessment, settings: Step[]): Assessment {
  const { input, policy } = assessment.context;
  const properties = settings.find(
    ({ recommendation }) => recommendation.id === 'set-properties',
  )?.recommendation.properties;
  return properties
    ? assess(
        simulateProperties(input, properties),
        policyOnceSet(policy, properties),
      )
    : assessment;
}

function ailmentsOf({ dimensions }: Assessment): Set<AilmentId> {
  return new Set(dimensions.flatMap(({ ailments }) => ailments ?? []));
}

/**
 * The score at the end of all steps once the maintenance itself counts: while it runs, the
 * table still pays for having waited.
 */
export function scoreOnceMaintained(
  assessment: Assessment,
  recommendations: Recommendation[],
): number | undefined {
  const last = recommendations.findLast(
    ({ scoreAfter }) => scoreAfter !== undefined,
  );
  if (last?.scoreAfter === undefined) {
    return undefined;
  }
  const waiting =
    assessment.dimensions.find(({ id }) => id === 'maintenance')?.cost ?? 0;
  return waiting >= 0.5
    ? Math.min(100, Math.round(last.scoreAfter + waiting))
    : undefined;
}

function predicted(assessment: Assessment, steps: Step[]): Recommendation[] {
  const { input, policy } = assessment.context;
  const waiting = assessment.dimensions.find(({ id }) => id === 'maintenance');
  const predict = (changed: HealthInput) => {
    const after = assess(changed, policy);
    const dimensions = after.dimensions.map(
      (dimension): HealthDimension =>
        dimension.id === 'maintenance' && waiting ? waiting : dimension,
    );
    return scoreOf(dimensions, after.context.files !== undefined);
  };
  let current = input;
  let before = predict(current);
  return steps.flatMap(({ recommendation, simulate }) => {
    if (!simulate) {
      return [recommendation];
    }
    const simulated = simulate(current);
    const after = predict(simulated);
    // Folding a few deletes in can cost more order than it wins: then it is left.
    if (after.slowdown > before.slowdown * (1 + 1e-9)) {
      return [];
    }
    current = simulated;
    const step: Recommendation = {
      ...recommendation,
      ...(before.score === undefined ? {} : { scoreBefore: before.score }),
      ...(after.score === undefined ? {} : { scoreAfter: after.score }),
      slowdownBefore: before.slowdown,
      slowdownAfter: after.slowdown,
    };
    before = after;
    return [step];
  });
}
