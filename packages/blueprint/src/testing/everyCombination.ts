import fc from 'fast-check';
import type { LakehouseDocument } from '../document';
import { lakehouseOf } from './lakehouseOf';
import { CATALOGS } from './parts/anyCatalog';
import { DATABASES } from './parts/anyDatabase';
import { STORAGES } from './parts/anyStorage';

/** A document, and of which parts it is. */
export interface Combination {
  /** For example `hive 4.0.1, minio, external`. */
  title: string;
  document: LakehouseDocument;
}

/** With these a catalog has no database of the lakehouse. */
const WITHOUT_DATABASE = /^(glue|unity|rest)/;

/**
 * Every catalog with every storage and every database that it takes, each at least once, whatever the random documents leave
 * out. What else can be said of the parts is random, but the same each time.
 */
export function everyCombination(): Combination[] {
  const found: Combination[] = [];
  let seed = 1;
  for (const [catalogName, catalogs] of Object.entries(CATALOGS))
    for (const [storageName, storages] of Object.entries(STORAGES))
      for (const [databaseName, databases] of WITHOUT_DATABASE.test(catalogName)
        ? [['no database', fc.constant(undefined)] as const]
        : Object.entries(DATABASES)) {
        const options = { numRuns: 1, seed: seed++ };
        const [[catalog, storage, database]] = fc.sample(
          fc.tuple<[object, object, object | undefined]>(
            ...[catalogs, storages, databases],
          ),
          options,
        );
        const document = lakehouseOf({
          ...{ catalog, storage },
          ...(database ? { database } : {}),
          // The newest that all versions of Hive go with.
          ...(catalogName === 'hive 3.1.3' ? { trino: { version: 476 } } : {}),
        });
        if (document)
          found.push({
            title: `${catalogName}, ${storageName}, ${databaseName}`,
            document,
          });
      }
  return found;
}
