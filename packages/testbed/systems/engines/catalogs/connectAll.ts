import {
  ensureDatabase,
  JDBC_CATALOG_TABLES,
  JDBC_DATABASE,
  sharedSystem,
} from '../../../src';
import type { Connections, LakeCatalog } from './LakeCatalog';

/** Starts what the catalog and the engines need. */
export async function connectAll({
  system,
}: LakeCatalog): Promise<Connections> {
  const [s3, postgres, of] = await Promise.all([
    sharedSystem('s3'),
    sharedSystem('postgres'),
    system && sharedSystem(system),
  ]);
  await Promise.all([
    sharedSystem('trino'),
    sharedSystem('trino-next'),
    sharedSystem('spark'),
  ]);
  await ensureDatabase(postgres, JDBC_DATABASE, JDBC_CATALOG_TABLES);
  return { s3, postgres, ...(system && { [system]: of }) };
}
