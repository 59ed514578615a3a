import { BadInputError } from '../errors/BadInputError';
import { isRecord } from './isRecord';
import type { LoadedConfig } from './loadConfig';

/** Names of the lakehouses in the configuration, in its order. */
export function configuredLakehouses({ lakehouse }: LoadedConfig): string[] {
  return isRecord(lakehouse.connections)
    ? Object.keys(lakehouse.connections)
    : [];
}

/**
 * `lakehouse.connections.<name>`, with all that it includes.
 *
 * @throws BadInputError when there is none, or something of it is missing.
 */
export function configuredConnection(
  { lakehouse, incomplete }: LoadedConfig,
  name: string,
): Record<string, unknown> {
  const missing = incomplete.get(`connections.${name}`);
  if (missing) throw missing;
  const connection = isRecord(lakehouse.connections)
    ? lakehouse.connections[name]
    : undefined;
  if (!isRecord(connection))
    throw new BadInputError(
      `The lakehouse ${name} has no settings in lakehouse.connections`,
    );
  return connection;
}

/** @throws BadInputError when something that it includes is missing. */
export function configuredStorage({
  lakehouse,
  incomplete,
}: LoadedConfig): unknown {
  const missing = incomplete.get('storage');
  if (missing) throw missing;
  return lakehouse.storage;
}

/**
 * The configured lakehouse whose table a name is, as `retail` is that of `retail.silver.orders`.
 *
 * @throws BadInputError when there is none; the message says what there is.
 */
export function lakehouseOf(config: LoadedConfig, table: string): string {
  const lakehouses = configuredLakehouses(config);
  const lakehouse = lakehouses.find(name => table.startsWith(`${name}.`));
  if (lakehouse !== undefined) return lakehouse;
  throw new BadInputError(
    `There is no file or folder ${table}, and no configured table of that name (${
      lakehouses.length > 0
        ? `configured lakehouses: ${lakehouses.join(', ')}`
        : 'no lakehouse is configured'
    })`,
  );
}
