import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { type Lakehouse, renderLakehouse } from '@lakehouse-portal/blueprint';
import { lakehouseEntityRef } from '@lakehouse-portal/plugin-lakehouse-common';
import type { LakehouseService } from '@lakehouse-portal/plugin-lakehouse-node';
import { clusterInput } from './clusterInput';
import { documentOf } from './documentInput';
import { examples } from './registerBlueprint.examples';
import { withoutStack } from '../withoutStack';

/**
 * `lakehouse:catalog:register`: makes a lakehouse on Kubernetes known to the portal, which reads it through its Trino from
 * then on; its System comes to the software catalog with its schemas and tables.
 * @public
 */
export function createRegisterBlueprintAction(options: {
  lakehouse: Pick<LakehouseService, 'createLakehouse'>;
}) {
  return createTemplateAction({
    id: 'lakehouse:catalog:register',
    description:
      'Registers a lakehouse on Kubernetes, so that its entities come to the software catalog',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ...clusterInput,
        trinoUrl: z =>
          z
            .string()
            .url()
            .optional()
            .describe(
              'Where the portal reaches Trino; its ingress, or its Service within the cluster',
            ),
      },
      output: {
        entityRef: z =>
          z.string().describe('Ref of the entity of the lakehouse'),
      },
    },
    handler: ctx =>
      withoutStack(async () => {
        const { lakehouse } = renderLakehouse(documentOf(ctx.input.document));
        const cluster = ctx.input.cluster ?? lakehouse.cluster;
        if (!cluster) throw new InputError('No cluster is named');
        const server = ctx.input.trinoUrl ?? addressOf(lakehouse);
        if (lakehouse.trino.authentication.type !== 'none')
          throw new InputError(
            `Trino of ${
              lakehouse.name
            } asks for a password, which the portal keeps in its configuration only. Add to app-config: ${JSON.stringify(
              configOf(lakehouse, server),
            )}`,
          );
        const entityRef = lakehouseEntityRef(lakehouse.name);
        ctx.output('entityRef', entityRef);
        if (ctx.isDryRun) {
          ctx.logger.info(
            `Would register ${entityRef}, read through ${server}`,
          );
          return;
        }
        const { rollUp } = await options.lakehouse.createLakehouse(
          {
            ...{ name: lakehouse.name, owner: lakehouse.owner },
            layers: lakehouse.layers.map(({ name }) => name),
            target: 'kubernetes',
            kubernetes: {
              ...{ cluster, namespace: lakehouse.namespace },
              trino: {
                ...{ server, catalog: lakehouse.catalogName },
                user: 'lakehouse-portal',
              },
            },
          },
          {
            credentials: await ctx.getInitiatorCredentials(),
            signal: ctx.signal,
          },
        );
        ctx.logger.info(
          `${entityRef} is registered, read through ${server}: ${rollUp.tables} tables`,
        );
      }),
  });
}

function addressOf({ name, namespace, trino }: Lakehouse): string {
  const { ingress, tls } = trino;
  return ingress
    ? `${ingress.tlsSecret || tls.type === 'proxy' ? 'https' : 'http'}://${
        ingress.host
      }`
    : `http://${name}-trino.${namespace}.svc:8080`;
}

/** The password is named, not written. */
function configOf(lakehouse: Lakehouse, server: string): object {
  const { name, owner, catalogName: catalog, access } = lakehouse;
  const user = access?.admins[0] ?? 'admin';
  return {
    lakehouse: {
      connections: {
        [name]: {
          ...{ type: 'trino', owner },
          trino: {
            ...{ server, catalog, user },
            authentication: {
              ...{ type: 'basic', username: user },
              password: '${TRINO_PASSWORD}',
            },
          },
        },
      },
    },
  };
}
