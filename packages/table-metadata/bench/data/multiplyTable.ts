import { link, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Log, prepareTable } from './prepareTable';
import type { BenchTable, ListedManifest } from './TableShape';
import { writeSnapshot } from './writeSnapshot';

/** A table of many times the files: it lists every manifest of `original` so often, as hard links of other names. */
export async function multiplyTable(
  original: BenchTable,
  name: string,
  times: number,
  log: Log,
): Promise<BenchTable> {
  return prepareTable(name, log, async (directory, temporary) => {
    await mkdir(join(temporary, 'metadata'));
    const manifests: ListedManifest[] = [];
    for (let copy = 0; copy < times; copy++) {
      for (const { path, ...listed } of original.manifests) {
        const file = join('metadata', `${copy}-${basename(path)}`);
        await link(path, join(temporary, file));
        manifests.push({ ...listed, path: join(directory, file) });
      }
    }
    const shape = {
      ...original.shape,
      name,
      manifests: manifests.length,
      commits: 0,
    };
    return {
      shape,
      manifests,
      metadataFiles: [
        await writeSnapshot(shape, { directory, temporary }, manifests, 0),
      ],
      partitions: original.totals.partitions,
    };
  });
}
