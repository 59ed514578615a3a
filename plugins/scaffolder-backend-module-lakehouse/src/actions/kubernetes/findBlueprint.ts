import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceUnavailableError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { documentInCluster } from '@lakehouse-portal/blueprint';
import { KubernetesClient } from '@lakehouse-portal/kubernetes';
import type { KubernetesAccess } from '@lakehouse-portal/plugin-lakehouse-node';
import { withoutStack } from '../withoutStack';
import { documentOf } from './documentInput';
import { examples } from './findBlueprint.examples';

const POLL_INTERVAL_MS = 5_000;
const DEFAULT_TIMEOUT_SECONDS = 600;

/**
 * `lakehouse:kubernetes:find`: the document of a lakehouse that something else delivers to the cluster, Argo CD or Flux for
 * example; waits until it is there.
 * @public
 */
export function createFindBlueprintAction(options: {
  kubernetes: Pick<KubernetesAccess, 'transportTo'>;
  /** Milliseconds between two looks; default 5000. */
  pollIntervalMs?: number;
}) {
  return createTemplateAction({
    id: 'lakehouse:kubernetes:find',
    description:
      'Waits until a lakehouse that Git delivers is in the cluster, and reads its document there',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        cluster: z =>
          z
            .string()
            .min(1)
            .describe('Name of the cluster in the Kubernetes plugin'),
        name: z => z.string().min(1).describe('Name of the lakehouse'),
        namespace: z =>
          z
            .string()
            .optional()
            .describe('Its namespace; the name, if not given'),
        timeoutSeconds: z =>
          z
            .number()
            .int()
            .min(0)
            .max(7200)
            .optional()
            .describe(
              `How long to wait for it at most; ${DEFAULT_TIMEOUT_SECONDS} if not given`,
            ),
      },
      output: {
        document: z => z.string().describe('The Lakehouse document, as YAML'),
      },
    },
    handler: ctx =>
      withoutStack(async () => {
        const {
          cluster,
          name,
          timeoutSeconds = DEFAULT_TIMEOUT_SECONDS,
        } = ctx.input;
        const namespace = ctx.input.namespace || name;
        const credentials = await ctx.getInitiatorCredentials();
        const client = new KubernetesClient(
          await options.kubernetes.transportTo(cluster, credentials),
        );
        const deadline =
          Date.now() + (ctx.isDryRun ? 0 : timeoutSeconds * 1000);
        for (let isFirst = true; ; isFirst = false) {
          const text = await documentInCluster(
            client,
            { name, namespace },
            ctx.signal,
          );
          if (text !== undefined) {
            // Says what is wrong here, not in each step that follows.
            const { spec } = documentOf(text);
            ctx.logger.info(
              `${name} is in the namespace ${namespace} of ${cluster}; ${spec.owner} answers for it`,
            );
            ctx.output('document', text);
            return;
          }
          if (Date.now() >= deadline)
            throw new ServiceUnavailableError(
              `The namespace ${namespace} of ${cluster} has no ConfigMap ${name}-document${
                timeoutSeconds > 0 ? ` after ${timeoutSeconds} s` : ''
              }, in which a lakehouse keeps its document. If Git delivers it: is the pull request merged, and what does Argo CD or Flux say of it?`,
            );
          if (isFirst)
            ctx.logger.info(
              `Waiting for the ConfigMap ${name}-document in the namespace ${namespace} of ${cluster}`,
            );
          await sleep(options.pollIntervalMs ?? POLL_INTERVAL_MS, undefined, {
            signal: ctx.signal,
          });
        }
      }),
  });
}
