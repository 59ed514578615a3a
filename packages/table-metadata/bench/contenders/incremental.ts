import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { CountingFileIO, LocalFileIO } from '../../src/io';
import { readTableMetadata } from '../../src/metadata';
import { MemoryRollupCache } from '../../src/rollups';
import { readFileStatistics } from '../../src/statistics';
import type { Prepare } from '../harness/Answer';

/** Reads of the same snapshot before the commits come. */
const WARM_UP = 30;

/**
 * Each run is one commit later: its metadata file, its manifest list and the one new manifest are read, and nothing else.
 */
export const incremental: Prepare = async ({ metadataFile, commits }) => {
  const local = await LocalFileIO.create({ roots: [dirname(metadataFile)] });
  const cache = new MemoryRollupCache();
  const before = await readTableMetadata(local, metadataFile);
  const { manifests } = await readFileStatistics(local, before, { cache });
  // A portal that has read tables for a while: V8 has compiled what reads metadata files and adds rollups up.
  for (let round = 0; round < WARM_UP; round++)
    await readFileStatistics(
      local,
      await readTableMetadata(local, metadataFile),
      { cache },
    );
  let run = 0;
  return async () => {
    const io = new CountingFileIO(local);
    const commit = commits[run++];
    assert(commit !== undefined, `There are only ${commits.length} commits`);
    const metadata = await readTableMetadata(io, commit);
    const found = await readFileStatistics(io, metadata, { cache });
    assert.equal(found.incomplete, false);
    assert.equal(found.manifests.data, manifests.data + run);
    const list = metadata.snapshots.find(
      ({ snapshotId }) => snapshotId === metadata.currentSnapshotId,
    )?.manifestList;
    const reads = [...io.reads.keys()];
    assert.deepEqual(reads.slice(0, 2), [commit, list]);
    assert.equal(reads.length, 3, `Read: ${reads}`);
    assert.equal(io.readCount, 3);
    assert.match(reads[2], new RegExp(`/m${manifests.data + run - 1}\\.avro$`));
    return {
      figures: {
        dataFiles: found.dataFiles,
        bytesRead: io.bytesRead,
        cacheBytes: cache.sizeBytes,
      },
    };
  };
};
