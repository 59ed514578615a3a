import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  type Lakehouse,
  maintenanceOfDocument,
  trinoEndpoint,
} from '@lakehouse-portal/blueprint';
import { readSecret } from '@lakehouse-portal/prove';
import { lakehouseEntityRef } from '@lakehouse-portal/plugin-lakehouse-common';
import type {
  CreateLakehouseRequest,
  KubernetesPlace,
  LakehouseDetail,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type {
  KubernetesAccess,
  LakehouseService,
} from '@lakehouse-portal/plugin-lakehouse-node';
import { clusterInput } from './clusterInput';
import { type ClusterTarget, clusterTarget } from './ClusterContext';
import { examples } from './registerBlueprint.examples';
import { withoutStack } from '../withoutStack';

/**
 * `lakehouse:catalog:register`: makes a lakehouse on Kubernetes known to the portal, which reads it through its Trino from
 * then on; its System comes to the software catalog with its schemas and tables, and what its document says of retention
 * and maintenance holds for them. Once more, after a change of the document, it brings that up to date.
 * @public
 */
export function createRegisterBlueprintAction(options: {
  lakehouse: Pick<LakehouseService, 'createLakehouse'>;
  kubernetes: Pick<KubernetesAccess, 'transportTo'>;
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
        const target = await clusterTarget(ctx, options.kubernetes, ctx.input);
        const { cluster, document, rendered } = target;
        const maintenance = maintenanceOfDocument(document);
        const { lakehouse } = rendered;
        const server = ctx.input.trinoUrl ?? addressOf(lakehouse);
        const entityRef = lakehouseEntityRef(lakehouse.name);
        ctx.output('entityRef', entityRef);
        if (ctx.isDryRun) {
          ctx.logger.info(
            `Would register ${entityRef}, read through ${server}`,
          );
          logMaintenance(ctx.logger, maintenance);
          return;
        }
        const { signal } = ctx;
        const login = await loginOf(target, server, signal);
        const detail = await options.lakehouse.createLakehouse(
          {
            ...{ name: lakehouse.name, owner: lakehouse.owner },
            layers: lakehouse.layers.map(({ name }) => name),
            target: 'kubernetes',
            kubernetes: {
              ...{ cluster, namespace: lakehouse.namespace },
              trino: { server, catalog: lakehouse.catalogName, ...login },
            },
            ...(maintenance && { maintenance }),
          },
          { credentials: await ctx.getInitiatorCredentials(), signal },
        );
        const warning = notRead(detail, server);
        ctx.logger.info(
          `${entityRef} is registered, read through ${server}${
            warning ? '' : `: ${detail.rollUp.tables} tables`
          }`,
        );
        if (warning) ctx.logger.warn(warning);
        logMaintenance(ctx.logger, maintenance);
      }),
  });
}

/** What holds for its tables from then on, by its document. */
function logMaintenance(
  logger: LoggerService,
  maintenance: CreateLakehouseRequest['maintenance'],
): void {
  for (const [layer, kept] of Object.entries(maintenance?.retention ?? {})) {
    logger.info(`Snapshots of layer ${layer} are due for expiry after ${kept}`);
  }
  if (maintenance?.policy) {
    logger.info(`The policy ${maintenance.policy} is for its tables`);
  }
}

function addressOf(lakehouse: Lakehouse): string {
  const { ingress, tls } = lakehouse.trino;
  const { scheme, service, namespace, port } = trinoEndpoint(lakehouse);
  return ingress
    ? `${ingress.tlsSecret || tls.type === 'proxy' ? 'https' : 'http'}://${
        ingress.host
      }`
    : `${scheme}://${service}.${namespace}.svc:${port}`;
}

/**
 * As whom the portal reads, and which Secrets of the cluster hold the password and what signed the certificate: the connection
 * names them, and has no value of theirs.
 *
 * @throws InputError where no Secret has a password.
 */
async function loginOf(
  { client, rendered }: ClusterTarget,
  server: string,
  signal: AbortSignal | undefined,
): Promise<Pick<KubernetesPlace['trino'], 'user' | 'secrets'>> {
  const { lakehouse } = rendered;
  const { namespace, login, certificate } = trinoEndpoint(lakehouse);
  const valueOf = (name: string) =>
    readSecret(client, { namespace, name }, signal);
  const trusted = certificate && (await valueOf(certificate.secret));
  const caKey = trusted && certificate.keys.find(key => trusted(key));
  const ca =
    caKey === undefined
      ? {}
      : { ca: { name: certificate!.secret, key: caKey } };
  if (!login)
    return {
      user: 'lakehouse-portal',
      ...('ca' in ca && server.startsWith('https:') && { secrets: ca }),
    };
  const value = await valueOf(login.secret);
  const user = value(login.usernameKey);
  if (!user || !value(login.passwordKey))
    throw new InputError(
      `Trino of ${
        lakehouse.name
      } asks for a password, and the Secret ${namespace}/${
        login.secret
      } has only what Trino compares it with. Add ${login.usernameKey} and ${
        login.passwordKey
      } of an administrator to it; or add to app-config: ${JSON.stringify(
        configOf(lakehouse, server),
      )}`,
    );
  return {
    user,
    secrets: {
      password: { name: login.secret, key: login.passwordKey },
      ...ca,
    },
  };
}

/** What a portal outside of the cluster needs, where it could not read it. */
function notRead(
  { scan }: LakehouseDetail,
  server: string,
): string | undefined {
  return scan?.status === 'failed'
    ? `It could not be read through ${server}. A portal that runs in the same cluster reaches the Service of Trino; one outside needs an ingress (spec.trino.ingress) or a load balancer, whose address is the input trinoUrl. The page of the lakehouse tells what failed, hop by hop`
    : undefined;
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
