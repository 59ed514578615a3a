import { ServiceUnavailableError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { setTimeout as sleep } from 'node:timers/promises';
import { examples } from './waitForEntity.examples';

const POLL_INTERVAL_MS = 500;
const DEFAULT_TIMEOUT_SECONDS = 60;

/**
 * `lakehouse:entity:wait`: waits until the software catalog answers with an entity, so
 * that a link at the end of a template does not lead to "not found".
 * @public
 */
export function createWaitForEntityAction(options: {
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  /** Milliseconds between two looks; default 500. */
  pollIntervalMs?: number;
}) {
  return createTemplateAction({
    id: 'lakehouse:entity:wait',
    description: 'Waits until an entity is in the software catalog',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: z => z.string().describe('Ref of the entity to wait for'),
        timeoutSeconds: z =>
          z
            .number()
            .int()
            .min(1)
            .max(600)
            .optional()
            .describe(
              `How long to wait at most; ${DEFAULT_TIMEOUT_SECONDS} if not given`,
            ),
      },
      output: {
        entityRef: z =>
          z.string().describe('The same ref, once the entity is there'),
      },
    },
    async handler(ctx) {
      const { entityRef, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS } = ctx.input;
      if (!ctx.isDryRun) {
        const credentials = await ctx.getInitiatorCredentials();
        const deadline = Date.now() + timeoutSeconds * 1000;
        while (
          !(await options.catalog.getEntityByRef(entityRef, { credentials }))
        ) {
          if (Date.now() >= deadline) {
            throw new ServiceUnavailableError(
              `${entityRef} was not in the software catalog after ${timeoutSeconds} s. What was created stays; the entity comes when the catalog has caught up. If it doesn't, see the catalog's log for LakehouseEntityProvider.`,
            );
          }
          await sleep(options.pollIntervalMs ?? POLL_INTERVAL_MS, undefined, {
            signal: ctx.signal,
          });
        }
        ctx.logger.info(`${entityRef} is in the software catalog`);
      }
      ctx.output('entityRef', entityRef);
    },
  });
}
