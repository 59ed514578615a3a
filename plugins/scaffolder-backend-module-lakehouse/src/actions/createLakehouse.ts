import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  type ActionContext,
  createTemplateAction,
} from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import {
  lakehouseEntityRef,
  type CreateLakehouseRequest,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { LakehouseService } from '@lakehouse-portal/plugin-lakehouse-node';
import { checkOwner } from './checkOwner';
import { examples } from './createLakehouse.examples';
import { reasonOf } from './reasonOf';
import { withoutStack } from './withoutStack';

/** What the action is handed. */
type Context = { input: CreateLakehouseRequest } & Pick<
  ActionContext<JsonObject, JsonObject>,
  'logger' | 'isDryRun' | 'output' | 'signal' | 'getInitiatorCredentials'
>;

/**
 * `lakehouse:create`: creates a lakehouse for real, and registers it with the lakehouse back end.
 *
 * It acts with the rights of the person who started the task. Running it again
 * with the same input changes nothing and succeeds; a name that something else
 * has already is an error.
 * @public
 */
export function createCreateLakehouseAction(options: {
  lakehouse: Pick<LakehouseService, 'createLakehouse'>;
  catalog: Pick<CatalogService, 'getEntityByRef'>;
}) {
  return createTemplateAction({
    id: 'lakehouse:create',
    description:
      'Creates a lakehouse and registers it, so that its entities come to the software catalog',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z =>
          z
            .string()
            .describe(
              'Unique name: lower case letters, digits and dashes, at most 50, starting with a letter',
            ),
        title: z => z.string().optional().describe('What people call it'),
        description: z => z.string().optional().describe('What it is for'),
        owner: z =>
          z.string().describe('Entity ref of the group or user that owns it'),
        layers: z =>
          z
            .array(z.string())
            .min(1)
            .describe('Layers in order; each becomes a schema of that name'),
        target: z => z.enum(['embedded']).describe('Where it is created'),
        sampleTables: z =>
          z
            .boolean()
            .optional()
            .describe('Also create a small sample table in each layer'),
      },
      output: {
        entityRef: z =>
          z.string().describe('Ref of the entity of the lakehouse'),
        schemas: z =>
          z
            .array(z.string())
            .describe('Names of the schemas that were created'),
      },
    },
    async handler(ctx) {
      await withoutStack(() => create(ctx));
    },
  });

  async function create(ctx: Context): Promise<void> {
    const request: CreateLakehouseRequest = {
      ...ctx.input,
      owner: ownerRef(ctx.input.owner),
      layers: uniqueLayers(ctx.input.layers),
    };
    const credentials = await ctx.getInitiatorCredentials();
    await checkOwner(request.owner, {
      catalog: options.catalog,
      logger: ctx.logger,
      credentials,
    });
    const entityRef = lakehouseEntityRef(request.name);
    if (ctx.isDryRun) {
      ctx.logger.info(
        `Would create the lakehouse ${request.name} (${
          request.target
        }) with the layers ${request.layers.join(', ')}, owned by ${
          request.owner
        }`,
      );
      ctx.output('entityRef', entityRef);
      ctx.output('schemas', request.layers);
      return;
    }
    ctx.logger.info(
      `Creating the lakehouse ${request.name} (${request.target})`,
    );
    const created = await options.lakehouse
      .createLakehouse(request, { credentials, signal: ctx.signal })
      .catch(error => {
        throw reasonOf(error, 'The lakehouse was not created');
      });
    const schemas = created.schemas.map(schema => schema.name);
    ctx.logger.info(
      `Lakehouse ${created.name} is there: schemas ${schemas.join(', ')}, ${
        created.rollUp.tables
      } tables`,
    );
    ctx.output('entityRef', entityRef);
    ctx.output('schemas', schemas);
  }
}

function ownerRef(owner: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(owner, {
        defaultKind: 'group',
        defaultNamespace: 'default',
      }),
    );
  } catch {
    throw new InputError(
      `The owner '${owner}' is not an entity ref. Use one like group:default/data-platform.`,
    );
  }
}

function uniqueLayers(layers: string[]): string[] {
  const repeated = layers.find(
    (layer, index) => layers.indexOf(layer) !== index,
  );
  if (repeated !== undefined) {
    throw new InputError(
      `The layer '${repeated}' is named twice. Each layer becomes a schema of its own.`,
    );
  }
  return layers;
}
