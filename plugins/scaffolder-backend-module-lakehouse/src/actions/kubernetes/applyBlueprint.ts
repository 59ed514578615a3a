import { ConflictError, InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  type AppliedObject,
  applyObjects,
  preflight,
  previewObjects,
} from '@lakehouse-portal/kubernetes';
import {
  FIELD_MANAGER,
  type KubernetesAccess,
} from '@lakehouse-portal/plugin-lakehouse-node';
import { examples } from './applyBlueprint.examples';
import { clusterInput } from './clusterInput';
import { clusterTarget } from './ClusterContext';
import { describeChange } from './describeChange';
import { requireRights } from './requireRights';
import { withoutStack } from '../withoutStack';

/**
 * `lakehouse:kubernetes:apply`: applies a lakehouse, layer by layer. Run again it changes nothing; one that was interrupted
 * goes on where it was, as all that it knows is in the cluster.
 * @public
 */
export function createApplyBlueprintAction(options: {
  kubernetes: Pick<KubernetesAccess, 'transportTo'>;
}) {
  return createTemplateAction({
    id: 'lakehouse:kubernetes:apply',
    description: 'Applies a lakehouse to a cluster, on behalf of who asks',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ...clusterInput,
        takeOwnership: z =>
          z
            .array(z.string())
            .optional()
            .describe(
              'Fields that are taken over from others who set them to other values, as the conflict names them: .spec.replicas',
            ),
      },
      output: {
        namespace: z => z.string().describe('Where it is'),
        outcome: z => z.enum(['applied', 'unchanged']),
      },
    },
    handler: ctx =>
      withoutStack(async () => {
        const target = await clusterTarget(ctx, options.kubernetes, ctx.input);
        const { client, objects, set, cluster } = target;
        const { signal } = ctx;
        const rights = await preflight(client, objects, { set, signal });
        requireRights(rights, cluster);
        if (ctx.isDryRun) {
          const { counts } = await previewObjects(client, objects, {
            ...{ fieldManager: FIELD_MANAGER, set, signal },
          });
          ctx.logger.info(`Would apply: ${JSON.stringify(counts)}`);
          return;
        }
        const report = await applyObjects(client, objects, {
          ...{ fieldManager: FIELD_MANAGER, set, signal },
          takeOwnership: ctx.input.takeOwnership,
          onProgress: progress => {
            if (
              progress.kind === 'object' &&
              progress.object.action !== 'unchanged'
            )
              ctx.logger.info(
                `${progress.object.action} ${progress.object.id} (${progress.done} of ${progress.total})`,
              );
          },
        });
        if (report.outcome === 'incomplete')
          throw failureOf(report.objects, cluster);
        for (const object of report.objects)
          if (object.action === 'updated')
            for (const change of object.changes)
              ctx.logger.info(`${object.id} ${describeChange(change)}`);
        ctx.logger.info(
          report.outcome === 'unchanged'
            ? `The cluster ${cluster} has all of it already`
            : `${report.counts.created} objects made, ${report.counts.updated} changed, ${report.counts.unchanged} as they were`,
        );
        ctx.output('namespace', set.namespace);
        ctx.output('outcome', report.outcome);
      }),
  });
}

/** What stood in the way, and how to go on. */
function failureOf(objects: readonly AppliedObject[], cluster: string): Error {
  const conflicts = objects.flatMap(({ id, conflicts: fields }) =>
    fields.map(
      ({ field, manager }) => `  ${id} ${field} belongs to ${manager}`,
    ),
  );
  if (conflicts.length > 0)
    return new ConflictError(
      `Others have set fields of the cluster ${cluster} to other values. Nothing of theirs was changed:\n${conflicts.join(
        '\n',
      )}\nName the fields in takeOwnership to take them over, or have the others let go of them.`,
    );
  const refusals = objects.flatMap(({ id, refusal }) =>
    refusal
      ? [
          `  ${id}: ${refusal.message}${
            refusal.remedy ? `. ${refusal.remedy}` : ''
          }`,
        ]
      : [],
  );
  return new InputError(
    `The cluster ${cluster} does not take all of it:\n${refusals.join(
      '\n',
    )}\nWhat was applied stays; the same step goes on from there once the reason is gone.`,
  );
}
