import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type {
  LakehouseConnector,
  LakehouseConnectorFactory,
} from '@lakehouse-portal/plugin-lakehouse-node';
import { asInputError } from './asInputError';
import { CatalogConnectorFactory } from './catalog';
import { catalogKinds } from './catalogKinds';
import { TrinoConnectorFactory } from './trino';

/** What a connection is opened by. */
export interface OpenConnectionOptions {
  /** Of the lakehouse. */
  name: string;
  /** The value of `lakehouse.connections.<name>`, with all that it includes. */
  connection: JsonObject;
  /** The value of `lakehouse.storage`. */
  sharedStorage: unknown;
  /** Told what a portal would log as a warning or an error. */
  onWarning: (message: string) => void;
}

/** Rows are for the portal, which knows who looks. */
const NO_ROWS = {
  timeoutMs: 0,
  maxRows: 0,
  maxResultBytes: 0,
  memoryLimitMb: 0,
  concurrency: 0,
};

/**
 * Opens a connection of app-config as the portal does it, without a portal: for a program on somebody's terminal. An embedded
 * lakehouse has none, and connectors of modules are known to the portal only.
 *
 * @throws InputError that names the key.
 */
export async function openConnection({
  name,
  connection,
  sharedStorage,
  onWarning,
}: OpenConnectionOptions): Promise<LakehouseConnector> {
  const key = `lakehouse.connections.${name}`;
  const { type } = connection;
  const factories: LakehouseConnectorFactory[] = [
    TrinoConnectorFactory.create({
      limits: NO_ROWS,
      secrets: {
        read: async ({ cluster, namespace, name: secret }) => {
          throw new InputError(
            `Config ${key}.trino.fromCluster: the Secret ${namespace}/${secret} of the cluster ${cluster} is read by the portal only`,
          );
        },
      },
    }),
    ...catalogKinds.map(kind =>
      CatalogConnectorFactory.create({ kind, sharedStorage }),
    ),
  ];
  const factory = factories.find(candidate => candidate.type === type);
  if (!factory) {
    throw new InputError(
      `The lakehouse ${name} is of type ${String(
        type,
      )}: the command can read those of type embedded, ${factories
        .map(candidate => candidate.type)
        .sort()
        .join(', ')}`,
    );
  }
  try {
    return await factory.connect({
      name,
      config: new ConfigReader(connection, 'app-config', undefined, key),
      logger: warningsTo(onWarning),
    });
  } catch (error) {
    throw asInputError(error);
  }
}

function warningsTo(onWarning: (message: string) => void): LoggerService {
  const tell = (message: string) => onWarning(message);
  const logger: LoggerService = {
    ...{ error: tell, warn: tell },
    info: () => {},
    debug: () => {},
    child: () => logger,
  };
  return logger;
}
