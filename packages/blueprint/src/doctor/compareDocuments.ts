import type { Lakehouse } from '../document';
import type { ComparisonNote } from './LakehouseComparison';

/** What a change means for data and for those who work with it, which no difference of objects shows. */
export function compareDocuments(
  before: Lakehouse,
  after: Lakehouse,
): ComparisonNote[] {
  const notes: ComparisonNote[] = [];
  const note = (
    kind: ComparisonNote['kind'],
    what: string,
    message: string,
  ): void => void notes.push({ kind, what, message });
  if (before.name !== after.name || before.namespace !== after.namespace)
    note(
      'data',
      before.name === after.name ? 'spec.namespace' : 'metadata.name',
      `${before.namespace}/${before.name} and ${after.namespace}/${after.name} are two lakehouses: the second begins empty, the first stays until it is removed`,
    );
  if (before.catalog.type !== after.catalog.type)
    note(
      'data',
      'spec.catalog',
      `Tables of the ${before.catalog.type} catalog are not known to ${after.catalog.type}: each must be registered there (register_table); their files stay`,
    );
  if (place(before.storage) !== place(after.storage))
    note(
      'data',
      'spec.storage',
      `Data stays in ${place(before.storage)}; ${place(
        after.storage,
      )} begins empty, and tables have absolute locations: they can't be copied without being rewritten`,
    );
  const [oldBase, newBase] = [before.database, after.database];
  if (oldBase && newBase && base(oldBase) !== base(newBase))
    note(
      'data',
      'spec.database',
      "The catalog's metadata stays in the old database: dump it and restore it into the new one before, or no table is found",
    );
  if (before.catalogName !== after.catalogName)
    note(
      'interruption',
      'spec.catalogName',
      `Queries that name ${before.catalogName} fail; views and a JDBC catalog know tables under that name`,
    );
  const layers = new Set(after.layers.map(({ name }) => name));
  for (const { name } of before.layers)
    if (!layers.has(name))
      note(
        'data',
        'spec.layers',
        `The schema ${name} and its tables stay; nobody but administrators sees them where there are access rules`,
      );
  if (before.trino.version !== after.trino.version)
    note(
      'interruption',
      'spec.trino.version',
      `Coordinator and workers of ${before.trino.version} and ${
        after.trino.version
      } don't work together: queries fail while the pods are replaced${
        after.trino.version < before.trino.version
          ? '; what the newer release has written may not be read by the older (format version 3, table properties)'
          : ''
      }`,
    );
  if (after.trino.workers < before.trino.workers && after.trino.workers > 0)
    note(
      'interruption',
      'spec.trino.workers',
      `${
        before.trino.workers - after.trino.workers
      } workers are drained: each finishes its tasks first`,
    );
  return notes;
}

function place(storage: Lakehouse['storage']): string {
  const bucket =
    'container' in storage
      ? `${storage.account}/${storage.container}`
      : storage.bucket;
  const endpoint = 'endpoint' in storage ? storage.endpoint ?? '' : '';
  return `${storage.type} ${endpoint}${endpoint ? ' ' : ''}${bucket}/${
    storage.prefix
  }`;
}

function base(database: NonNullable<Lakehouse['database']>): string {
  return database.type === 'external'
    ? `${database.host}:${database.port}/${database.database}`
    : database.type;
}
