import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import {
  type ContentFile,
  encodeSingleValue,
} from '@lakehouse-portal/table-metadata';
import { quotedString } from '../engine/quoting';
import type { TypedPartitionField } from '../partitioning/createPartitionSpec';
import { toFileLocation } from '../storage/fileLocation';
import { syncFile, syncFolder } from '../storage/writeFileDurably';
import { copyWithStatistics } from './fileStatistics';
import { parquetOptions } from './parquetOptions';
import { partitionFolder } from './partitionFolder';

/** Reserved field ids of position delete files. @see https://iceberg.apache.org/spec/#reserved-field-ids */
const FILE_PATH_ID = 2_147_483_546;
const POS_ID = 2_147_483_545;

/**
 * Rows to delete in files of one partition.
 */
export interface PositionDeleteGroup {
  specId: number;
  partitionFields: TypedPartitionField[];
  partition: ContentFile['partition'];
  /** Absolute path (as in the table of matches) and location (as manifests write it) of each data file. */
  files: Array<{ path: string; location: string }>;
}

/**
 * Writes one position delete file for each group, sorted by file and position.
 *
 * @param matches - temporary table with `_file` and `_pos`.
 * @returns the files as manifests describe them. When it throws, no file of it is left.
 */
export async function writePositionDeletes(
  connection: DuckDBConnection,
  matches: string,
  groups: PositionDeleteGroup[],
  target: {
    folder: string;
    properties: Record<string, string>;
    newUuid: () => string;
    durable: boolean;
  },
): Promise<ContentFile[]> {
  const writeId = target.newUuid();
  const written: string[] = [];
  const result: ContentFile[] = [];
  try {
    for (const [index, group] of groups.entries()) {
      const name = `${String(index).padStart(
        5,
        '0',
      )}-${writeId}-deletes.parquet`;
      const path = join(
        target.folder,
        partitionFolder(group.partitionFields, group.partition),
        name,
      );
      await mkdir(dirname(path), { recursive: true });
      written.push(path);
      const names = group.files
        .map(
          file =>
            `(${quotedString(file.path)}, ${quotedString(file.location)})`,
        )
        .join(', ');
      const rows = `SELECT f.location AS file_path, m._pos AS pos FROM ${matches} m JOIN (VALUES ${names}) f(path, location) ON f.path = m._file ORDER BY file_path, pos`;
      const [statistics] = await copyWithStatistics(
        connection,
        `COPY (${rows}) TO ${quotedString(
          path,
        )} (FORMAT parquet, ${parquetOptions(
          target.properties,
        )}, FIELD_IDS {file_path: ${FILE_PATH_ID}, pos: ${POS_ID}}, RETURN_STATS)`,
      );
      if (target.durable) {
        await syncFile(path);
        await syncFolder(dirname(path));
      }
      const locations = group.files
        .map(file => Buffer.from(file.location))
        .sort(Buffer.compare);
      const positions = statistics.columns.get('"pos"');
      const bound = (text: string | undefined) =>
        encodeSingleValue(
          { kind: 'primitive', name: 'long' },
          BigInt(text ?? 0),
        );
      result.push({
        content: 'position-deletes',
        filePath: toFileLocation(path),
        fileFormat: 'parquet',
        specId: group.specId,
        partition: group.partition,
        recordCount: statistics.records,
        fileSizeBytes: statistics.sizeBytes,
        // Equal bounds of the path tell readers that the file concerns one data file only, so they must not be cut.
        lowerBounds: new Map([
          [FILE_PATH_ID, Uint8Array.from(locations[0])],
          [POS_ID, bound(positions?.get('min'))],
        ]),
        upperBounds: new Map([
          [FILE_PATH_ID, Uint8Array.from(locations[locations.length - 1])],
          [POS_ID, bound(positions?.get('max'))],
        ]),
        valueCounts: new Map([
          [FILE_PATH_ID, statistics.records],
          [POS_ID, statistics.records],
        ]),
        nullValueCounts: new Map([
          [FILE_PATH_ID, 0n],
          [POS_ID, 0n],
        ]),
        splitOffsets: [4n],
        ...(locations.length === 1
          ? { referencedDataFile: group.files[0].location }
          : {}),
      });
    }
    return result;
  } catch (error) {
    for (const path of written) await rm(path, { force: true });
    throw error;
  }
}
