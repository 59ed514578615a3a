import { locate } from '../manifests/withLocation';
import { manifestEntries, openManifest } from '../manifests/readManifest';
import type { ManifestFile } from '../model';
import { DELETE_FILE_PATH_ID } from '../scan/referencedDataFile';
import type { ManifestRollup } from './ManifestRollup';
import { boundColumns, type ManifestScope } from './ManifestScope';
import { RollupBuilder } from './RollupBuilder';
import { scanManifest } from './scanManifest';

const ENTRIES_PER_STEP = 256;

/**
 * Rolls up a manifest: with the quick scanner where that can, with the exact reader otherwise. Yields now and then how
 * much of it is done, from 0 to 1, so that the caller can let others have a turn.
 *
 * @param bytes - The manifest as stored.
 * @throws CorruptMetadataError when it is damaged, with nothing counted.
 */
export function* rollUpManifest(
  bytes: Uint8Array,
  manifest: ManifestFile,
  scope: ManifestScope,
): Generator<number, ManifestRollup, undefined> {
  const { file, spec } = openManifest(bytes, manifest, scope.metadata);
  const columns = boundColumns(scope);
  if (manifest.content === 'data') {
    const rollup = yield* scanManifest(file, manifest, spec, scope, columns);
    if (rollup) return rollup;
  }
  return yield* rollUpExactly(bytes, manifest, scope);
}

/** As {@link rollUpManifest}, entry by entry. */
export function* rollUpExactly(
  bytes: Uint8Array,
  manifest: ManifestFile,
  scope: ManifestScope,
): Generator<number, ManifestRollup, undefined> {
  const { file, spec } = openManifest(bytes, manifest, scope.metadata);
  const builder = new RollupBuilder(manifest, boundColumns(scope), {
    specId: spec.specId,
    codec: file.codec,
    files: scope.files,
  });
  let entries = 0;
  const seenBounds = new Set<number>();
  try {
    const all = manifestEntries(bytes, manifest, scope.metadata, {
      columnStatistics: 'bounds',
      boundsOf: new Set([...scope.boundsOf, DELETE_FILE_PATH_ID]),
      seenBounds,
    });
    for (const entry of all) {
      builder.addEntry(entry);
      if (entry.status !== 'deleted' && entry.file.content === 'data')
        for (const id of seenBounds) builder.fieldsWithBounds.add(id);
      seenBounds.clear();
      // How many there are is not known before the end.
      if (++entries % ENTRIES_PER_STEP === 0) yield 0;
    }
  } catch (error) {
    throw locate(error, manifest.manifestPath);
  }
  return builder.build();
}
