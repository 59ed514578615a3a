import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { trinoEndpoint } from '@lakehouse-portal/blueprint';
import { preflight, previewObjects } from '@lakehouse-portal/kubernetes';
import { neededForward } from '@lakehouse-portal/prove';
import {
  FIELD_MANAGER,
  type KubernetesAccess,
} from '@lakehouse-portal/plugin-lakehouse-node';
import { clusterInput } from './clusterInput';
import { clusterTarget } from './ClusterContext';
import { describeChange } from './describeChange';
import { examples } from './previewApply.examples';
import { requireRights } from './requireRights';
import { withoutStack } from '../withoutStack';

/**
 * `lakehouse:kubernetes:preview`: has the cluster try everything without storing anything, and shows what would change.
 * @public
 */
export function createPreviewApplyAction(options: {
  kubernetes: Pick<KubernetesAccess, 'transportTo'>;
}) {
  return createTemplateAction({
    id: 'lakehouse:kubernetes:preview',
    description:
      'Shows what applying a lakehouse would change in a cluster, by a dry run of its API server',
    examples,
    supportsDryRun: true,
    schema: {
      input: clusterInput,
      output: {
        applicable: z => z.boolean().describe('Whether nothing is in the way'),
        counts: z =>
          z
            .record(z.string(), z.number())
            .describe('How many objects would be created, updated, …'),
      },
    },
    handler: ctx =>
      withoutStack(async () => {
        const { client, objects, set, cluster, rendered } = await clusterTarget(
          ctx,
          options.kubernetes,
          ctx.input,
        );
        const { signal } = ctx;
        const rights = await preflight(client, objects, {
          ...{ set, signal },
          forward: neededForward(trinoEndpoint(rendered.lakehouse), {
            isOptional: true,
          }),
        });
        requireRights(rights, cluster);
        for (const { message, isOptional } of rights.missing)
          if (isOptional)
            ctx.logger.warn(
              `${message}: it can be applied, but not proved or registered`,
            );
        const preview = await previewObjects(client, objects, {
          ...{ fieldManager: FIELD_MANAGER, set, signal },
        });
        for (const object of preview.objects) {
          ctx.logger.info(`${object.action.padEnd(10)} ${object.id}`);
          if (object.action === 'update')
            for (const change of object.changes)
              ctx.logger.info(`    ${describeChange(change)}`);
          for (const { field, manager } of object.conflicts)
            ctx.logger.warn(
              `    ${field} belongs to ${manager}, who set it to another value`,
            );
          if (object.refusal) ctx.logger.warn(`    ${object.refusal.message}`);
          for (const warning of object.warnings)
            ctx.logger.warn(`    ${warning}`);
        }
        ctx.output('applicable', preview.applicable);
        ctx.output('counts', { ...preview.counts });
      }),
  });
}
