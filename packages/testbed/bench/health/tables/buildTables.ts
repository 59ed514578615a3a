import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { JvmProgram, pyIcebergPython, runCommand } from '../../../src';
import type { DeleteSet, FileSet, TablePlan } from './FilePlan';

/** Rows that count, in every table. */
export const ROWS = 2_500_000;

const PROGRAM = new JvmProgram({
  pom: 'iceberg',
  sources: ['json', 'health'],
  main: 'HealthTables',
  memoryMb: 1024,
});

/** By which names a table's metadata calls its files: those of an object store, or of this machine. */
export type Store = 's3' | 'files';

/** The bucket that stands for the folder. */
export const BUCKET = 'lake';

/** Where the tables lie: `data/lake` below the folder is the bucket. */
export function bucketFolder(folder: string): string {
  return join(folder, 'data', BUCKET);
}

/** How locations of a store begin. */
export function prefixOf(store: Store, folder: string): string {
  return store === 's3'
    ? `s3://${BUCKET}/`
    : `${pathToFileURL(bucketFolder(folder)).href}/`;
}

/**
 * Writes tables once for each store, over the same data files: pyarrow the files, Iceberg's own library the metadata. What
 * is there already is left as it is.
 *
 * @returns For each store the location of each table's metadata.
 */
export async function buildTables(
  folder: string,
  plans: TablePlan[],
): Promise<Record<Store, Map<string, string>>> {
  const bucket = bucketFolder(folder);
  await mkdir(join(bucket, 'plans'), { recursive: true });
  const prefixes = {
    s3: prefixOf('s3', folder),
    files: prefixOf('files', folder),
  };
  const written = await writeFiles(bucket, plans, prefixes);
  const planFile = join(bucket, 'plans', 'tables.plan');
  await writeFile(
    planFile,
    JSON.stringify({
      folder: bucket,
      prefixes,
      tables: plans.map(({ fileSet, deleteSet, ...plan }) => ({
        ...plan,
        fileSet: written.fileSets[fileSet.id],
        partitionBy: fileSet.partitionBy,
        ...(deleteSet ? { deleteSet: written.deleteSets[deleteSet.id] } : {}),
      })),
    }),
  );
  const lines = await PROGRAM.run([planFile], { timeoutMs: 600_000 });
  const locations = {
    s3: new Map<string, string>(),
    files: new Map<string, string>(),
  };
  for (const line of lines.trim().split('\n')) {
    const { table, store, metadata } = JSON.parse(line) as {
      table: string;
      store: Store;
      metadata: string;
    };
    locations[store].set(table, prefixes[store] + metadata);
  }
  return locations;
}

async function writeFiles(
  bucket: string,
  plans: TablePlan[],
  prefixes: Record<Store, string>,
): Promise<Record<'fileSets' | 'deleteSets', Record<string, string>>> {
  const fileSets = new Map<string, FileSet>();
  const deleteSets = new Map<string, DeleteSet>();
  for (const { fileSet, deleteSet } of plans) {
    fileSets.set(fileSet.id, fileSet);
    if (deleteSet) deleteSets.set(deleteSet.id, deleteSet);
  }
  const output = await runCommand(
    await pyIcebergPython(),
    [join(__dirname, 'write_files.py')],
    {
      input: JSON.stringify({
        folder: bucket,
        rows: ROWS,
        fileSets: [...fileSets.values()],
        deleteSets: [...deleteSets.values()],
        prefixes,
      }),
      timeoutMs: 900_000,
    },
  );
  return JSON.parse(output);
}
