import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EntryMaker } from './EntryMaker';
import { type Log, prepareTable } from './prepareTable';
import {
  type BenchTable,
  FILES_PER_COMMIT,
  type ListedManifest,
  type TableShape,
} from './TableShape';
import { writeManifest } from './writeManifest';
import { writeSnapshot } from './writeSnapshot';

/**
 * A table of the given shape, as a folder that any Iceberg reader opens: made on first use, the same on every machine.
 */
export async function generateTable(
  shape: TableShape,
  log: Log,
): Promise<BenchTable> {
  return prepareTable(shape.name, log, async (directory, temporary) => {
    await mkdir(join(temporary, 'metadata'));
    const maker = new EntryMaker(shape);
    const make = async (
      index: number,
      entries: number,
      commit: number,
    ): Promise<ListedManifest> => {
      const { bytes, totals } = writeManifest(shape, maker, index, entries);
      const file = join('metadata', `m${index}.avro`);
      await writeFile(join(temporary, file), bytes);
      return {
        path: join(directory, file),
        length: bytes.length,
        commit,
        totals,
      };
    };
    const manifests: ListedManifest[] = [];
    for (let index = 0; index < shape.manifests; index++)
      manifests.push(await make(index, shape.entriesPerManifest, 0));
    const partitions = maker.partitions.size;
    const folders = { directory, temporary };
    const metadataFiles = [await writeSnapshot(shape, folders, manifests, 0)];
    const all = [...manifests];
    for (let commit = 1; commit <= shape.commits; commit++) {
      all.push(
        await make(shape.manifests + commit - 1, FILES_PER_COMMIT, commit),
      );
      metadataFiles.push(await writeSnapshot(shape, folders, all, commit));
    }
    return { shape, metadataFiles, manifests, partitions };
  });
}
