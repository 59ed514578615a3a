import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { warehouseLocation } from '@lakehouse-portal/blueprint';
import { loadLab } from '@lakehouse-portal/prove';
import type { KubernetesAccess } from '@lakehouse-portal/plugin-lakehouse-node';
import { clusterInput } from './clusterInput';
import { clusterTarget } from './ClusterContext';
import { examples } from './loadLabOfBlueprint.examples';
import { trinoInput } from './trinoInput';
import { withTrino } from './withTrino';
import { withoutStack } from '../withoutStack';

const DEFAULT_SCHEMA = 'lab';

/**
 * `lakehouse:lab:load`: loads the TPC-H lab into a lakehouse, through its Trino: two tables of sample data, changed once, so
 * that there is something to look at. What is there already stays as it is.
 * @public
 */
export function createLoadLabAction(options: {
  kubernetes: Pick<KubernetesAccess, 'addressOf' | 'transportTo'>;
}) {
  return createTemplateAction({
    id: 'lakehouse:lab:load',
    description: 'Loads the TPC-H lab: two tables of sample data',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ...clusterInput,
        trino: trinoInput,
        schema: z =>
          z
            .string()
            .regex(/^[a-z][a-z0-9_]{0,49}$/)
            .optional()
            .describe(`Where it goes; ${DEFAULT_SCHEMA} if not given`),
      },
      output: {
        schema: z => z.string().describe('Catalog and schema of its tables'),
      },
    },
    handler: ctx =>
      withoutStack(async () => {
        const target = await clusterTarget(ctx, options.kubernetes, ctx.input);
        const { lakehouse } = target.rendered;
        const { schema = DEFAULT_SCHEMA } = ctx.input;
        const tpch = lakehouse.trino.catalogs.find(
          ({ type }) => type === 'tpch',
        );
        if (!tpch)
          throw new InputError(
            `Trino of ${lakehouse.name} has no catalog of type tpch, of which the lab is made. Add it to spec.trino.catalogs`,
          );
        const place = {
          ...{ catalog: lakehouse.catalogName, schema, tpch: tpch.name },
          location: `${warehouseLocation(lakehouse)}/${schema}`,
        };
        ctx.output('schema', `${place.catalog}.${schema}`);
        const { kubernetes } = options;
        const work = { kubernetes, target, input: ctx.input.trino };
        await withTrino(ctx, work, async trino => {
          await loadLab(trino, place, {
            signal: ctx.signal,
            onAnswer: ({ title, wasDone, rows }) =>
              ctx.logger.info(
                `${title}${wasDone ? ': is there already' : ''}${
                  rows.length > 0 ? `: ${rows.length} rows` : ''
                }`,
              ),
          });
        });
      }),
  });
}
