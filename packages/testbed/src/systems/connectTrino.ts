import { ensureDatabase } from '../postgres';
import { TrinoStatements } from '../trino';
import type { SystemConnections, SystemName } from './connections';
import type { SystemStatus } from './supervisor/Supervisor';
import {
  JDBC_CATALOG_TABLES,
  JDBC_DATABASE,
  trinoCatalogs,
} from './trinoCatalogs';

/** Those that are made here: they are made anew each time, since a catalog that was started again is elsewhere. */
const OURS = ['rest', 'nessie', 'hms', 'jdbc'];

/**
 * Gives each running Trino a catalog for each running catalog of the testbed.
 *
 * @returns Names of the catalogs that there are now, by system.
 */
export async function connectTrino(
  running: SystemStatus[],
): Promise<Partial<Record<SystemName, string[]>>> {
  const connections: Partial<SystemConnections> = Object.fromEntries(
    running.map(({ name, connection }) => [name, connection]),
  );
  const properties = trinoCatalogs(connections);
  const catalogs: Partial<Record<SystemName, string[]>> = {};
  for (const system of ['trino', 'trino-next'] as const) {
    const url = connections[system]?.url;
    if (!url) continue;
    const trino = new TrinoStatements(url);
    if (properties.jdbc)
      await ensureDatabase(
        connections.postgres!,
        JDBC_DATABASE,
        JDBC_CATALOG_TABLES,
      );
    const existing = (await trino.query('SHOW CATALOGS')).map(([name]) =>
      String(name),
    );
    for (const name of OURS) {
      if (existing.includes(name)) await trino.dropCatalog(name);
      if (properties[name]) await trino.createCatalog(name, properties[name]);
    }
    catalogs[system] = [
      ...existing.filter(
        name => ![...OURS, 'system', 'testbed_probe'].includes(name),
      ),
      ...Object.keys(properties),
    ];
  }
  return catalogs;
}
