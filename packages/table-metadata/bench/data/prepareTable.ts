import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDirectory, prepareOnce } from '@lakehouse-portal/testbed';
import type { BenchTable, ListedManifest } from './TableShape';

/** To be raised when the generator changes: tables of another version are not taken for those of this one. */
const VERSION = 2;
const DESCRIPTION = 'bench.json';

/** Prints a line of progress. */
export type Log = (line: string) => void;

/**
 * Makes a table on first use, in the cache folder (`$XDG_CACHE_HOME/lakehouse-portal/bench`); it appears there when it
 * is complete.
 *
 * @param prepare - Fills `temporary`, which is named `directory` afterwards.
 */
export async function prepareTable(
  name: string,
  log: Log,
  prepare: (
    directory: string,
    temporary: string,
  ) => Promise<
    Pick<BenchTable, 'shape' | 'metadataFiles' | 'manifests'> & {
      partitions: number;
    }
  >,
): Promise<BenchTable> {
  const directory = cacheDirectory('bench', `v${VERSION}`, name);
  await prepareOnce(directory, async temporary => {
    log(`Making the table ${name}, once …`);
    const { partitions, ...made } = await prepare(directory, temporary);
    const table: BenchTable = {
      ...made,
      directory,
      manifestBytes: made.manifests.reduce(
        (sum, { length }) => sum + length,
        0,
      ),
      totals: totalsOf(made.manifests, partitions),
    };
    await writeFile(join(temporary, DESCRIPTION), JSON.stringify(table));
  });
  const table = JSON.parse(
    await readFile(join(directory, DESCRIPTION), 'utf8'),
  ) as BenchTable;
  if (table.directory !== directory || !existsSync(table.manifests[0].path)) {
    throw new Error(
      `${directory} was made as ${table.directory}, which its metadata names. Remove it, and it will be made again.`,
    );
  }
  return table;
}

function totalsOf(
  manifests: ListedManifest[],
  partitions: number,
): BenchTable['totals'] {
  let dataFiles = 0;
  let dataBytes = 0n;
  let dataRecords = 0n;
  for (const { totals } of manifests) {
    dataFiles += totals.added + totals.existing;
    dataBytes += BigInt(totals.dataBytes);
    dataRecords += BigInt(totals.dataRecords);
  }
  return {
    dataFiles,
    dataBytes: String(dataBytes),
    dataRecords: String(dataRecords),
    partitions,
  };
}
