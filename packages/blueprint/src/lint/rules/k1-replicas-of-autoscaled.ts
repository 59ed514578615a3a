import type { LintRule } from '../model/LintRule';
import type { LintContext } from '../LintContext';
import type { TextEdit } from '../model/TextEdit';
import { type Fields, fieldsOf, textOf, valueAt } from '../source/Fields';

/** K1. */
export const replicasOfAutoscaled: LintRule = {
  id: 'K1',
  name: 'replicas-of-autoscaled',
  severity: 'warning',
  summary: 'replicas of something that an autoscaler scales',
  consequence:
    'Each apply sets the number back: workers are killed with their queries, and started again.',
  fix: 'Leave replicas out.',
  source:
    'Kubernetes documentation: horizontal pod autoscaling, migrating Deployments',
  fixable: true,
  *check(context) {
    for (const kind of ['HorizontalPodAutoscaler', 'ScaledObject'])
      for (const scaler of context.objectsOf(kind)) {
        const target = fieldsOf(
          valueAt(scaler.value, 'spec', 'scaleTargetRef'),
        );
        const object = context.find(
          textOf(target.kind) ?? 'Deployment',
          textOf(target.name) ?? '',
          scaler,
        );
        // A cluster shows the number that the autoscaler chose.
        if (!object || object.live) continue;
        const spec = fieldsOf(object.value.spec);
        if (spec.replicas === undefined) continue;
        yield {
          place: context.places.of(spec, 'replicas'),
          object,
          message: `replicas: ${textOf(spec.replicas)} fights with ${
            scaler.label
          }`,
          edits: lineOf(context, spec, 'replicas'),
        };
      }
  },
};

/** Deletes a line that holds one scalar. */
function lineOf(
  context: LintContext,
  container: Fields,
  key: string,
): TextEdit[] | undefined {
  const { file, keyStart, range } = context.places.of(container, key);
  const source = context.textOfFile(file);
  if (source === undefined || keyStart === undefined || !range)
    return undefined;
  const start = source.lastIndexOf('\n', keyStart - 1) + 1;
  const newline = source.indexOf('\n', range[1]);
  const end = newline < 0 ? source.length : newline + 1;
  const whole = source.slice(start, end);
  return /^\s*replicas:\s*\d+\s*$/.test(whole)
    ? [{ file, start, end, text: '' }]
    : undefined;
}
