import { ensureDatabase } from '../postgres';
import { replaceSparkCatalogs, SPARK_FILES_CATALOG } from '../spark';
import { connectTrino } from './connectTrino';
import type { SystemConnections, SystemName } from './connections';
import { sparkCatalogs } from './sparkCatalogs';
import type { SystemStatus } from './supervisor/Supervisor';
import {
  JDBC_CATALOG_TABLES,
  JDBC_DATABASE,
  trinoCatalogs,
} from './trinoCatalogs';

/**
 * Gives each running engine, Trino and Spark, a catalog for each running catalog of the testbed. They are made anew each
 * time, since a catalog that was started again is elsewhere.
 *
 * @returns Names of the catalogs that there are now, by system.
 */
export async function connectEngines(
  running: SystemStatus[],
): Promise<Partial<Record<SystemName, string[]>>> {
  const connections: Partial<SystemConnections> = Object.fromEntries(
    running.map(({ name, connection }) => [name, connection]),
  );
  const engines = (['trino', 'trino-next', 'spark'] as const).filter(
    name => connections[name],
  );
  const properties = trinoCatalogs(connections);
  if (properties.jdbc && engines.length > 0)
    await ensureDatabase(
      connections.postgres!,
      JDBC_DATABASE,
      JDBC_CATALOG_TABLES,
    );
  const catalogs: Partial<Record<SystemName, string[]>> = {};
  for (const name of engines) {
    if (name === 'spark') {
      const settings = sparkCatalogs(connections);
      await replaceSparkCatalogs(connections.spark!.control, settings);
      catalogs.spark = [SPARK_FILES_CATALOG, ...Object.keys(settings)];
    } else {
      catalogs[name] = await connectTrino(connections[name]!.url, properties);
    }
  }
  return catalogs;
}
