import type { TableIdentifier } from '../catalog/TableIdentifier';
import type { LakehouseContext } from '../commit/LakehouseContext';
import { loadTableState } from '../commit/loadTableState';
import { negativeZeros } from '../engine/negativeZeros';
import { quotedIdentifier } from '../engine/quoting';
import {
  currentSchema,
  parseSnapshotId,
  requireSnapshot,
} from '../metadata/metadataParts';
import { DamagedTableError } from '../errors';
import { planRows, rowsSql } from '../operations/planRows';
import { findUnreadableFile } from './findUnreadableFile';

/**
 * Rows of a table at one snapshot, boiled down.
 * @public
 */
export interface TableChecksum {
  rows: bigint;
  /**
   * Hexadecimal: a sum and an exclusive or over a 64-bit hash of each row, in the columns of the current schema. It
   * depends neither on the order of rows nor on files. To be compared with what the same version of this package made.
   */
  checksum: string;
}

/**
 * Reads all rows of a snapshot, deletes applied.
 *
 * @param options - `snapshotId`: decimal; the current one when left out.
 * @throws NoSuchTableError, NoSuchSnapshotError, DamagedTableError (with the file that can't be read), and what else DuckDB
 * throws.
 */
export async function contentChecksum(
  context: LakehouseContext,
  table: TableIdentifier,
  options: { snapshotId?: string } = {},
): Promise<TableChecksum> {
  const pointer = context.catalog.requireTable(table);
  const state = await loadTableState(context, pointer.metadataLocation);
  const id =
    options.snapshotId === undefined
      ? state.json['current-snapshot-id']
      : parseSnapshotId(options.snapshotId);
  if (id === undefined) {
    return { rows: 0n, checksum: digest(0n, 0n) };
  }
  const plan = await planRows(context, state, requireSnapshot(state.json, id));
  const schema = currentSchema(state.json);
  const columns = [
    ...schema.fields.map(field => quotedIdentifier(field.name)),
    // To a hash they are the same as 0.
    ...negativeZeros(schema),
  ];
  return context.engine.run(async connection => {
    const sql = await rowsSql(context, connection, plan, plan.files);
    const reader = await connection
      .runAndReadAll(
        `SELECT count(*)::VARCHAR, coalesce(sum(h::HUGEINT), 0)::VARCHAR, coalesce(bit_xor(h), 0)::VARCHAR
       FROM (SELECT hash(row(${columns.join(', ')})) AS h FROM (${sql}) AS t)`,
      )
      .catch(async (error: unknown) => {
        const unreadable = await findUnreadableFile(connection, plan.files);
        throw unreadable
          ? new DamagedTableError(
              `Rows can't be compared, since ${unreadable}`,
              { cause: error },
            )
          : error;
      });
    const [rows, sum, xor] = reader.getRowsJson()[0].map(String);
    return { rows: BigInt(rows), checksum: digest(BigInt(sum), BigInt(xor)) };
  });
}

function digest(sum: bigint, xor: bigint): string {
  return `${sum.toString(16).padStart(32, '0')}${xor
    .toString(16)
    .padStart(16, '0')}`;
}
