import type { DuckDBConnection } from '@duckdb/node-api';
import {
  type ContentFile,
  planScan,
  type ScanFile,
  type TableSchema,
} from '@lakehouse-portal/table-metadata';
import type { LakehouseContext } from '../commit/LakehouseContext';
import { type LiveFile, liveFiles } from '../commit/tableFiles';
import type { TableState } from '../commit/TableState';
import { DamagedTableError } from '../errors';
import type { SnapshotJson } from '../metadata/TableMetadataJson';
import { createScanInput } from '../scan/createScanInput';
import { localPath } from '../scan/localPath';
import { scanSql } from '../scan/scanSql';
import { requireInside } from '../storage/requireInside';

/** Row ids of version 3: metadata columns that rewritten files carry. @see https://iceberg.apache.org/spec/#reserved-field-ids */
export const ROW_ID = { id: 2_147_483_540, name: '_row_id' };
export const LAST_UPDATED = {
  id: 2_147_483_539,
  name: '_last_updated_sequence_number',
};

/**
 * A live data file with the delete files that apply to it.
 */
export interface PlannedFile {
  /** Absolute path, as the scan's column `_file` has it. */
  path: string;
  file: ContentFile;
  sequenceNumber: bigint;
  manifestPath: string | undefined;
  deletes: ScanFile['deletes'];
}

/**
 * All live files of a snapshot, ready to be read.
 */
export interface RowPlan {
  state: TableState;
  files: PlannedFile[];
  deletes: LiveFile[];
}

/**
 * Plans to read a snapshot.
 *
 * @throws DamagedTableError when a manifest cannot be read.
 */
export async function planRows(
  context: LakehouseContext,
  state: TableState,
  snapshot: SnapshotJson,
): Promise<RowPlan> {
  const live = await liveFiles(context, state, snapshot);
  const byLocation = new Map(
    live.data.map(file => [file.entry.file.filePath, file]),
  );
  let plan: Awaited<ReturnType<typeof planScan>>;
  try {
    plan = await planScan(
      context.io,
      state.shape(snapshot),
      String(snapshot['snapshot-id']),
    );
  } catch (error) {
    throw new DamagedTableError((error as Error).message, { cause: error });
  }
  const files = plan.dataFiles.map(planned => {
    const known = byLocation.get(planned.file.filePath);
    return {
      path: requireInside(context.roots, localPath(planned.file.filePath)),
      file: known?.entry.file ?? planned.file,
      sequenceNumber: planned.sequenceNumber,
      manifestPath: known?.manifestPath,
      deletes: planned.deletes,
    };
  });
  return { state, files, deletes: live.deletes };
}

/** SQL of the live rows of some of the planned files, with `_file` and `_pos`. */
export async function rowsSql(
  context: LakehouseContext,
  connection: DuckDBConnection,
  plan: RowPlan,
  files: PlannedFile[],
  options: { withRowIds?: boolean } = {},
): Promise<string> {
  const model = plan.state.shape();
  const schema = model.schemas.find(
    candidate => candidate.schemaId === model.currentSchemaId,
  );
  if (!schema)
    throw new DamagedTableError(
      `The table's current schema, ${model.currentSchemaId}, is not among its schemas.`,
    );
  const input = await createScanInput(
    {
      schema,
      dataFiles: files.map(planned => ({
        file: planned.file,
        sequenceNumber: planned.sequenceNumber,
        specId: planned.file.specId,
        deletes: planned.deletes,
      })),
    },
    model,
    context.io,
  );
  if (!options.withRowIds)
    return scanSql(connection, input, schema, { includePosition: true });
  const sql = await scanSql(connection, input, withRowIdFields(schema), {
    includePosition: true,
  });
  return `SELECT r.* REPLACE (coalesce(r._row_id, f.first_row_id + r._pos) AS _row_id, coalesce(r.${
    LAST_UPDATED.name
  }, f.sequence_number) AS ${LAST_UPDATED.name})
    FROM (${sql}) r JOIN (${rowIdValues(files)}) f ON f.path = r._file`;
}

function withRowIdFields(schema: TableSchema): TableSchema {
  const type = { kind: 'primitive', name: 'long' } as const;
  return {
    ...schema,
    fields: [
      ...schema.fields,
      ...[ROW_ID, LAST_UPDATED].map(field => ({
        ...field,
        required: false,
        type,
      })),
    ],
  };
}

function rowIdValues(files: PlannedFile[]): string {
  if (files.length === 0)
    return 'SELECT NULL AS path, NULL::BIGINT AS first_row_id, NULL::BIGINT AS sequence_number WHERE false';
  const rows = files.map(
    file =>
      `('${file.path.replaceAll("'", "''")}', ${
        file.file.firstRowId ?? 'NULL'
      }::BIGINT, ${file.sequenceNumber}::BIGINT)`,
  );
  return `SELECT * FROM (VALUES ${rows.join(
    ', ',
  )}) v(path, first_row_id, sequence_number)`;
}

/**
 * Delete files that apply to no data file any more once `removed` are gone: they can go too.
 *
 * @returns locations with the manifest that lists each.
 */
export function danglingDeletes(
  plan: RowPlan,
  removed: ReadonlySet<string>,
): Map<string, string> {
  const needed = new Set<string>();
  for (const file of plan.files) {
    if (!removed.has(file.file.filePath))
      for (const { file: applied } of file.deletes)
        needed.add(applied.filePath);
  }
  const dangling = new Map<string, string>();
  for (const { entry, manifestPath } of plan.deletes) {
    if (!needed.has(entry.file.filePath))
      dangling.set(entry.file.filePath, manifestPath);
  }
  return dangling;
}

/** Locations of planned files with their manifests, as a snapshot change wants them. */
export function toRemoval(
  files: PlannedFile[],
): Map<string, string | undefined> {
  return new Map(files.map(file => [file.file.filePath, file.manifestPath]));
}
