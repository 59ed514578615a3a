import type { LakehouseSource } from '@lakehouse-portal/plugin-lakehouse-common';
import type { TableStore } from '../../database';

/** Tables that are looked at: not every writer says which library it has. */
const TABLES = 3;
const MAX_CHARACTERS = 100;

/**
 * The Iceberg library that writes a lakehouse, as the summaries of its youngest commits say it (`iceberg-version`, beside
 * `engine-name`). From the database: the lakehouse is not asked.
 *
 * @returns undefined where none of them does.
 * @see https://iceberg.apache.org/spec/#optional-snapshot-summary-fields
 */
export async function icebergLibrary(
  lakehouse: string,
  tables: Pick<TableStore, 'list' | 'find' | 'readDocuments'>,
  nowMs: number,
): Promise<LakehouseSource['components'][number] | undefined> {
  const youngest = await tables.list(
    { lakehouse, sort: 'age', order: 'asc', limit: TABLES },
    { lakehouses: [lakehouse], nowMs },
  );
  for (const { schema, table } of youngest.items) {
    const found = await tables.find({ lakehouse, schema, table });
    const documents = found && (await tables.readDocuments(found.id));
    if (!documents) continue;
    const { snapshots, currentSnapshotId } = documents.metadata;
    const { summary = {} } =
      snapshots.find(({ snapshotId }) => snapshotId === currentSnapshotId) ??
      snapshots.at(-1) ??
      {};
    const library = summary['iceberg-version'];
    if (!library) continue;
    const engine = [summary['engine-name'], summary['engine-version']]
      .filter(Boolean)
      .join(' ');
    return {
      part: 'Iceberg library of the youngest commit',
      version: `${versionOf(library)}${
        engine && `, of ${engine.slice(0, MAX_CHARACTERS)}`
      } (${schema}.${table})`,
    };
  }
  return undefined;
}

/** `Apache Iceberg 1.11.0 (commit 6976e02)` as Iceberg's own library writes it; another's is left as it is. */
function versionOf(library: string): string {
  return (
    /^Apache Iceberg (\S+)/.exec(library)?.[1] ??
    library.slice(0, MAX_CHARACTERS)
  );
}
