import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAvro } from '../../src/__testUtils__/writeAvro';
import { MANIFEST_LIST_SCHEMA } from './avroSchemas';
import { metadataJson, SNAPSHOT_ID } from './metadataJson';
import type { ListedManifest, TableShape } from './TableShape';

/** Writes the manifest list of a snapshot, and the metadata file that has it as the current one. Returns the latter. */
export async function writeSnapshot(
  shape: TableShape,
  { directory, temporary }: { directory: string; temporary: string },
  manifests: ListedManifest[],
  commit: number,
): Promise<string> {
  const snapshotId = SNAPSHOT_ID + BigInt(commit);
  const list = writeAvro(
    MANIFEST_LIST_SCHEMA,
    manifests.map(({ path, length, commit: addedBy, totals }, index) => ({
      manifest_path: path,
      manifest_length: BigInt(length),
      partition_spec_id: 0,
      content: 0,
      sequence_number: BigInt(1000 + index * 10),
      min_sequence_number: 1000n,
      added_snapshot_id: SNAPSHOT_ID + BigInt(addedBy),
      added_files_count: totals.added,
      existing_files_count: totals.existing,
      deleted_files_count: totals.deleted,
      added_rows_count: BigInt(totals.addedRows),
      existing_rows_count: BigInt(totals.existingRows),
      deleted_rows_count: BigInt(totals.deletedRows),
    })),
    { codec: 'deflate' },
  );
  await writeFile(join(temporary, 'metadata', `snap-${snapshotId}.avro`), list);
  const file = join(
    'metadata',
    `${String(commit).padStart(5, '0')}-bench.metadata.json`,
  );
  await writeFile(
    join(temporary, file),
    metadataJson(shape, directory, commit),
  );
  return join(directory, file);
}
