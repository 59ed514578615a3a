import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { type Lakehouse, warehouseLocation } from '@lakehouse-portal/blueprint';
import {
  type ProofReport,
  proveLakehouse,
  sessionsOf,
} from '@lakehouse-portal/prove';
import type { KubernetesAccess } from '@lakehouse-portal/plugin-lakehouse-node';
import { TrinoClient } from '@lakehouse-portal/trino';
import { accessExpectations } from './accessExpectations';
import { clusterInput } from './clusterInput';
import { clusterTarget } from './ClusterContext';
import { examples } from './proveBlueprint.examples';
import { serveTrinoOfCluster, type ServedTrino } from './serveTrinoOfCluster';
import { withoutStack } from '../withoutStack';

/** Port of plain HTTP of a rendered Trino. */
const HTTP_PORT = 8080;

/**
 * `lakehouse:prove`: proves that a lakehouse works, through its Trino: writes, reads, changes and maintains a table in each
 * layer, looks whether access rules hold, and cleans up.
 * @public
 */
export function createProveBlueprintAction(options: {
  kubernetes: Pick<KubernetesAccess, 'transportTo'>;
}) {
  return createTemplateAction({
    id: 'lakehouse:prove',
    description: 'Proves that a lakehouse works, through its Trino',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ...clusterInput,
        trino: z =>
          z
            .object({
              url: z
                .string()
                .url()
                .describe(
                  'Where the portal reaches it: https://trino.example.com',
                ),
              user: z.string().describe('One of access.admins'),
              password: z
                .string()
                .optional()
                .describe('From the secrets of the task or the environment'),
              ca: z
                .string()
                .optional()
                .describe('Certificate that signed its own, as PEM'),
            })
            .optional()
            .describe(
              'Needed where Trino asks for a password; else it is reached through the API server of the cluster',
            ),
      },
      output: {
        outcome: z => z.enum(['proved']),
        steps: z => z.number().describe('How many steps were taken'),
      },
    },
    handler: ctx =>
      withoutStack(async () => {
        const target = await clusterTarget(ctx, options.kubernetes, ctx.input);
        const { lakehouse } = target.rendered;
        const { trino } = ctx.input;
        if (lakehouse.trino.authentication.type !== 'none' && !trino)
          throw new InputError(
            `Trino of ${lakehouse.name} asks for a password, which the API server of a cluster does not pass on. Give the address at which the portal reaches it, a user and a password as input "trino".`,
          );
        if (ctx.isDryRun) return;
        let served: ServedTrino | undefined;
        try {
          served = trino
            ? undefined
            : await serveTrinoOfCluster(
                await options.kubernetes.transportTo(
                  target.cluster,
                  await ctx.getInitiatorCredentials(),
                ),
                {
                  namespace: lakehouse.namespace,
                  service: `http:${lakehouse.name}-trino:${HTTP_PORT}`,
                },
              );
          const client = TrinoClient.create({
            server: served?.url ?? trino!.url,
            user:
              trino?.user ?? lakehouse.access?.admins[0] ?? 'lakehouse-portal',
            ...(trino?.password === undefined
              ? {}
              : {
                  authentication: {
                    ...{ type: 'basic', username: trino.user },
                    password: trino.password,
                  },
                }),
            ...(trino?.ca === undefined ? {} : { tls: { ca: trino.ca } }),
          });
          const report = await proveLakehouse({
            ...proofOf(lakehouse),
            connect: sessionsOf(client),
            signal: ctx.signal,
            onStep: event => {
              if (event.type === 'finished')
                ctx.logger.info(
                  `${event.step.outcome.padEnd(7)} ${event.step.title}${
                    event.step.found ? `: ${event.step.found}` : ''
                  }`,
                );
            },
          });
          if (report.outcome !== 'proved') throw failureOf(report);
          ctx.output('outcome', 'proved');
          ctx.output('steps', report.steps.length);
        } finally {
          await served?.close();
        }
      }),
  });
}

function proofOf(lakehouse: Lakehouse) {
  const { storage } = lakehouse;
  return {
    catalog: lakehouse.catalogName,
    // Below the warehouse, as the catalog itself would have it: not every one has a place for schemas of its own.
    layers: lakehouse.layers.map(({ name }) => ({
      schema: name,
      location: `${warehouseLocation(lakehouse)}/${name}`,
    })),
    nodes: { workers: lakehouse.trino.workers },
    ...('bucket' in storage && storage.type !== 'gcs'
      ? { storage: { scheme: 's3', bucket: storage.bucket } }
      : {}),
    access: accessExpectations(lakehouse),
  };
}

function failureOf({ steps, left, notTried, outcome }: ProofReport): Error {
  const failures = steps.flatMap(({ title, failure }) =>
    failure
      ? [
          `  ${title}: ${failure.message}`,
          `    Where: ${failure.hop}. ${failure.cause}`,
          `    What to do: ${failure.remedy}`,
        ]
      : [],
  );
  return new ServiceUnavailableError(
    [
      outcome === 'cancelled'
        ? 'The proof was cancelled'
        : 'The lakehouse is there, but it is not proved to work:',
      ...failures,
      ...(notTried.length > 0 ? [`  Not tried: ${notTried.join(', ')}`] : []),
      ...left.map(({ remove, reason }) => `  Left: ${remove} (${reason})`),
    ].join('\n'),
  );
}
