import { ServiceUnavailableError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { waitForObjects } from '@lakehouse-portal/kubernetes';
import type { KubernetesAccess } from '@lakehouse-portal/plugin-lakehouse-node';
import { clusterInput } from './clusterInput';
import { clusterTarget } from './ClusterContext';
import { describeReadiness, ReadinessNews } from './ReadinessNews';
import { examples } from './waitForBlueprint.examples';
import { withoutStack } from '../withoutStack';

const DEFAULT_TIMEOUT_SECONDS = 900;

/**
 * `lakehouse:kubernetes:wait`: waits until everything of a lakehouse is ready, and says of what is not why.
 * @public
 */
export function createWaitForBlueprintAction(options: {
  kubernetes: Pick<KubernetesAccess, 'transportTo'>;
}) {
  return createTemplateAction({
    id: 'lakehouse:kubernetes:wait',
    description:
      'Waits until all pods, volumes and jobs of a lakehouse are ready',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ...clusterInput,
        timeoutSeconds: z =>
          z
            .number()
            .int()
            .min(1)
            .max(7200)
            .optional()
            .describe(`At most; ${DEFAULT_TIMEOUT_SECONDS} if not given`),
      },
    },
    handler: ctx =>
      withoutStack(async () => {
        const { client, objects } = await clusterTarget(
          ctx,
          options.kubernetes,
          ctx.input,
        );
        if (ctx.isDryRun) return;
        const { timeoutSeconds = DEFAULT_TIMEOUT_SECONDS } = ctx.input;
        const news = new ReadinessNews();
        const report = await waitForObjects(client, objects, {
          timeoutMs: timeoutSeconds * 1000,
          signal: ctx.signal,
          onProgress: ({ objects: states, readyCount }) => {
            for (const object of news.of(states))
              ctx.logger.info(
                `${readyCount} of ${states.length} ready. ${describeReadiness(
                  object,
                )}`,
              );
          },
        });
        if (!report.ready)
          throw new ServiceUnavailableError(
            `Not ready${
              report.timedOut ? ` after ${timeoutSeconds} s` : ''
            }:\n${report.objects
              .filter(({ state }) => state !== 'ready')
              .map(describeReadiness)
              .join('\n')}`,
          );
      }),
  });
}
