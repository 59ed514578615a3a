import { ServiceUnavailableError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  proofOf,
  type ProofReport,
  proveLakehouse,
  sessionsOf,
} from '@lakehouse-portal/prove';
import type { KubernetesAccess } from '@lakehouse-portal/plugin-lakehouse-node';
import { clusterInput } from './clusterInput';
import { clusterTarget } from './ClusterContext';
import { examples } from './proveBlueprint.examples';
import { trinoInput } from './trinoInput';
import { withTrino } from './withTrino';
import { withoutStack } from '../withoutStack';

/**
 * `lakehouse:prove`: proves that a lakehouse works, through its Trino: writes, reads, changes and maintains a table in each
 * layer, looks whether access rules hold, and cleans up.
 * @public
 */
export function createProveBlueprintAction(options: {
  kubernetes: Pick<KubernetesAccess, 'addressOf' | 'transportTo'>;
}) {
  return createTemplateAction({
    id: 'lakehouse:prove',
    description: 'Proves that a lakehouse works, through its Trino',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ...clusterInput,
        trino: trinoInput,
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
        const { kubernetes } = options;
        const work = { kubernetes, target, input: ctx.input.trino };
        await withTrino(ctx, work, async trino => {
          const report = await proveLakehouse({
            ...proofOf(lakehouse),
            connect: sessionsOf(trino),
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
        });
      }),
  });
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
