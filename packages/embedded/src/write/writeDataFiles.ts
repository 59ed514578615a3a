import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { ContentFile } from '@lakehouse-portal/table-metadata';
import { fieldIdsOption } from '../engine/fieldIds';
import { quotedIdentifier, quotedString } from '../engine/quoting';
import type { SchemaJson } from '../metadata/TableMetadataJson';
import type { TypedPartitionField } from '../partitioning/createPartitionSpec';
import { UNSORTED_ORDER_ID } from '../partitioning/createSortOrder';
import { toFileLocation } from '../storage/fileLocation';
import { syncFile, syncFolder } from '../storage/writeFileDurably';
import {
  type CopyStatistics,
  copyWithStatistics,
  fileMetrics,
} from './fileStatistics';
import { parquetOptions } from './parquetOptions';
import { partitionFolder } from './partitionFolder';
import { STAGE, STAGE_FILE, type StagedRows } from './stageRows';

/** From so many files on one statement writes them all. */
const TOGETHER_FROM = 4;

/**
 * Where and how data files are written.
 */
export interface DataFileTarget {
  /** Path of the folder for data files. */
  folder: string;
  schema: SchemaJson;
  specId: number;
  partitionFields: TypedPartitionField[];
  sortOrderId: number;
  properties: Record<string, string>;
  newUuid: () => string;
  durable: boolean;
}

/**
 * Writes the staged rows as Parquet files with field ids.
 *
 * @returns the files as manifests describe them. When it throws, no file of it is left.
 */
export async function writeDataFiles(
  connection: DuckDBConnection,
  staged: StagedRows,
  target: DataFileTarget,
): Promise<ContentFile[]> {
  const writeId = target.newUuid();
  const paths = new Map(
    staged.files.map((file, index) => {
      const name = `${String(index).padStart(5, '0')}-${writeId}.parquet`;
      return [
        file.number,
        join(
          target.folder,
          partitionFolder(target.partitionFields, file.partition),
          name,
        ),
      ];
    }),
  );
  try {
    const written =
      staged.files.length < TOGETHER_FROM
        ? await writeOneByOne(connection, staged, target, paths)
        : await writeTogether(connection, staged, target, paths);
    if (target.durable) await makeDurable([...paths.values()], target.folder);
    const files: ContentFile[] = [];
    // One after the other: the engine has one connection.
    for (const file of staged.files) {
      const statistics = written.get(file.number);
      if (!statistics)
        throw new Error(`The engine did not write file ${file.number}.`);
      files.push({
        content: 'data',
        filePath: toFileLocation(statistics.path),
        fileFormat: 'parquet',
        specId: target.specId,
        partition: file.partition,
        recordCount: statistics.records,
        fileSizeBytes: statistics.sizeBytes,
        ...(await fileMetrics(
          connection,
          statistics,
          target.schema,
          target.properties,
        )),
        ...(target.sortOrderId === UNSORTED_ORDER_ID
          ? {}
          : { sortOrderId: target.sortOrderId }),
      });
    }
    return files;
  } catch (error) {
    for (const path of paths.values()) await rm(path, { force: true });
    throw error;
  }
}

async function writeOneByOne(
  connection: DuckDBConnection,
  staged: StagedRows,
  target: DataFileTarget,
  paths: Map<number, string>,
): Promise<Map<number, CopyStatistics>> {
  const written = new Map<number, CopyStatistics>();
  for (const [number, path] of paths) {
    await mkdir(dirname(path), { recursive: true });
    const where = paths.size === 1 ? '' : ` WHERE ${STAGE_FILE} = ${number}`;
    const rows = `SELECT ${columnList(
      target,
    )} FROM ${STAGE}${where} ORDER BY ${[
      ...staged.sortKeys,
      '__lakehouse_row',
    ].join(', ')}`;
    const [statistics] = await copyWithStatistics(
      connection,
      `COPY (${rows}) TO ${quotedString(path)} (${copyOptions(
        staged,
        target,
      )})`,
    );
    written.set(number, { ...statistics, path });
  }
  return written;
}

/** Much faster for many small files; they are renamed to their places afterwards. */
async function writeTogether(
  connection: DuckDBConnection,
  staged: StagedRows,
  target: DataFileTarget,
  paths: Map<number, string>,
): Promise<Map<number, CopyStatistics>> {
  const written = new Map<number, CopyStatistics>();
  const folder = join(target.folder, `.writing-${target.newUuid()}`);
  await mkdir(folder, { recursive: true });
  const [[setting]] = (
    await connection.runAndReadAll(`SELECT current_setting('threads')`)
  ).getRowsJson();
  const threads = String(setting);
  try {
    // With one thread the rows of each file keep their order, and each file is written once.
    if (threads !== '1') await connection.run(`SET threads = 1`);
    await connection.run(`SET partitioned_write_max_open_files = 1000`);
    const rows = `SELECT ${columnList(
      target,
    )}, ${STAGE_FILE} FROM ${STAGE} ORDER BY ${[
      STAGE_FILE,
      ...staged.sortKeys,
      '__lakehouse_row',
    ].join(', ')}`;
    const all = await copyWithStatistics(
      connection,
      `COPY (${rows}) TO ${quotedString(folder)} (${copyOptions(
        staged,
        target,
      )}, PARTITION_BY (${STAGE_FILE}), FILENAME_PATTERN 'part_{uuid}')`,
    );
    const folders = new Set<string>();
    for (const statistics of all) {
      const number = Number(/=(\d+)\/[^/]*$/.exec(statistics.path)?.[1]);
      const path = paths.get(number);
      if (path === undefined || written.has(number))
        throw new Error(
          `The engine wrote an unexpected file ${statistics.path}.`,
        );
      if (!folders.has(dirname(path)))
        await mkdir(dirname(path), { recursive: true });
      folders.add(dirname(path));
      await rename(statistics.path, path);
      written.set(number, { ...statistics, path });
    }
    return written;
  } finally {
    if (threads !== '1')
      await connection.run(`SET threads = ${Number(threads)}`);
    await rm(folder, { recursive: true, force: true });
  }
}

function columnList(target: DataFileTarget): string {
  return target.schema.fields
    .map(field => quotedIdentifier(field.name))
    .join(', ');
}

function copyOptions(staged: StagedRows, target: DataFileTarget): string {
  return `FORMAT parquet, ${parquetOptions(
    target.properties,
    staged.negativeZeros,
  )}, FIELD_IDS ${fieldIdsOption(target.schema.fields)}, RETURN_STATS`;
}

async function makeDurable(paths: string[], root: string): Promise<void> {
  const folders = new Set<string>();
  for (const path of paths) {
    await syncFile(path);
    // Also the folders above: a new partition folder is a name in its parent.
    for (
      let folder = dirname(path);
      folder.startsWith(root);
      folder = dirname(folder)
    )
      folders.add(folder);
    folders.add(dirname(root));
  }
  for (const folder of folders) await syncFolder(folder);
}
