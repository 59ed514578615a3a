import { ServiceUnavailableError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  objectId,
  parentOf,
  planRemoval,
  removeObjects,
  type SetMember,
} from '@lakehouse-portal/kubernetes';
import {
  FIELD_MANAGER,
  type KubernetesAccess,
} from '@lakehouse-portal/plugin-lakehouse-node';
import { clusterInput } from './clusterInput';
import { clusterTarget } from './ClusterContext';
import { deleteMadeSecrets, madeSecretIds } from './deleteMadeSecrets';
import { examples } from './removeBlueprint.examples';
import { withoutStack } from '../withoutStack';

/**
 * `lakehouse:kubernetes:remove`: removes what was applied, and nothing else; says before what goes and what stays.
 * @public
 */
export function createRemoveBlueprintAction(options: {
  kubernetes: Pick<KubernetesAccess, 'transportTo'>;
}) {
  return createTemplateAction({
    id: 'lakehouse:kubernetes:remove',
    description:
      'Removes a lakehouse from a cluster; volumes and the namespace only when asked for',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ...clusterInput,
        removeVolumes: z =>
          z
            .boolean()
            .optional()
            .describe('Also the volumes with their data; false if not given'),
        removeNamespace: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Also the namespace with all that is in it; needs removeVolumes; false if not given',
            ),
      },
      output: {
        removed: z => z.array(z.string()),
        stays: z => z.array(z.string()),
      },
    },
    handler: ctx =>
      withoutStack(async () => {
        const { client, set, rendered } = await clusterTarget(
          ctx,
          options.kubernetes,
          ctx.input,
        );
        const { signal } = ctx;
        const keep = {
          volumes: !ctx.input.removeVolumes,
          namespaces: !ctx.input.removeNamespace,
        };
        const plan = await planRemoval(client, set, { keep, signal });
        for (const member of plan.goes)
          ctx.logger.info(`goes   ${named(member)}`);
        for (const member of plan.stays)
          ctx.logger.info(`stays  ${named(member)}: ${member.reason}`);
        const record =
          plan.isKnown && plan.stays.length > 0
            ? [objectId(parentOf(set))]
            : [];
        for (const id of record)
          ctx.logger.info(
            `stays  ${id}: It remembers what of the lakehouse is left, and goes with the last of it.`,
          );
        const made = plan.isKnown ? madeSecretIds(rendered.lakehouse) : [];
        for (const id of made)
          ctx.logger.info(
            keep.volumes
              ? `stays  ${id}: The cluster made it; the data that stays needs it.`
              : `goes   ${id}`,
          );
        for (const note of plan.notes) ctx.logger.info(note);
        if (ctx.isDryRun) return;
        const report = await removeObjects(client, set, {
          ...{ keep, signal, fieldManager: FIELD_MANAGER },
        });
        const left = [
          ...report.failed.map(
            member => `  ${member.id}: ${member.refusal.message}`,
          ),
          ...report.stillThere.map(
            ({ id }) => `  ${id}: was told to go, and is still there`,
          ),
        ];
        if (!report.complete)
          throw new ServiceUnavailableError(
            `Not all of it is gone:\n${left.join(
              '\n',
            )}\nThe same step goes on from there.`,
          );
        const deleted =
          keep.volumes || !keep.namespaces
            ? []
            : await deleteMadeSecrets(client, rendered.lakehouse, signal);
        ctx.output('removed', [
          ...report.removed.map(({ id }) => id),
          ...deleted,
        ]);
        ctx.output('stays', [
          ...report.stays.map(({ id }) => id),
          ...record,
          ...(keep.volumes ? made : []),
        ]);
      }),
  });
}

function named({ id, size }: SetMember): string {
  return size === undefined ? id : `${id} (${size})`;
}
