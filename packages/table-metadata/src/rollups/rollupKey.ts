import { createHash } from 'node:crypto';
import type { ManifestFile } from '../model';
import type { ManifestScope } from './ManifestScope';
import { ROLLUP_VERSION } from './serializeRollup';

/** Prepares the keys of rollups under one scope: 64 hexadecimal digits each. */
export function rollupKeys(
  scope: ManifestScope,
  namespace: string,
): (manifest: ManifestFile) => string {
  const prefix = createHash('sha256')
    .update(JSON.stringify([ROLLUP_VERSION, namespace, scope]))
    .digest('hex');
  return manifest =>
    createHash('sha256')
      .update(
        JSON.stringify([
          prefix,
          manifest.manifestPath,
          String(manifest.manifestLength),
          manifest.content,
          manifest.partitionSpecId,
          String(manifest.sequenceNumber),
          String(manifest.addedSnapshotId),
        ]),
      )
      .digest('hex');
}
