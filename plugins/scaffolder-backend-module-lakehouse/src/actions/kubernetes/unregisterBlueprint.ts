import { isErrorWithName, ResponseError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { LakehouseService } from '@lakehouse-portal/plugin-lakehouse-node';
import { reasonOf } from '../reasonOf';
import { clusterInput } from './clusterInput';
import { documentOf } from './documentInput';
import { examples } from './unregisterBlueprint.examples';

/**
 * `lakehouse:catalog:unregister`: the portal forgets a lakehouse, and what its document said of maintenance; its entities go.
 * @public
 */
export function createUnregisterBlueprintAction(options: {
  lakehouse: Pick<LakehouseService, 'removeLakehouse'>;
}) {
  return createTemplateAction({
    id: 'lakehouse:catalog:unregister',
    description:
      'Has the portal forget a lakehouse on Kubernetes; the lakehouse itself stays as it is',
    examples,
    supportsDryRun: true,
    schema: { input: { document: clusterInput.document } },
    async handler(ctx) {
      const { name } = documentOf(ctx.input.document).metadata;
      if (ctx.isDryRun) {
        ctx.logger.info(`Would forget the lakehouse ${name}`);
        return;
      }
      const credentials = await ctx.getInitiatorCredentials();
      try {
        await options.lakehouse.removeLakehouse(name, {
          credentials,
          signal: ctx.signal,
        });
        ctx.logger.info(`The lakehouse ${name} is not registered any more`);
      } catch (error) {
        // So that the same task can run again.
        if (!isNotFound(error)) throw reasonOf(error, 'It is still registered');
        ctx.logger.info(`No lakehouse ${name} is registered`);
      }
    },
  });
}

/** Over HTTP it is a response with the error as its cause. */
function isNotFound(error: unknown): boolean {
  return (
    isErrorWithName(error, 'NotFoundError') ||
    (ResponseError.is(error) && error.statusCode === 404)
  );
}
