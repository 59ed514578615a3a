import { CorruptMetadataError, type TableReadError } from '../errors';
import type { ManifestFile, ReadWarning } from '../model';

/** What to say of a manifest that could not be read. */
export function manifestWarning(
  manifest: ManifestFile,
  error: TableReadError,
): ReadWarning {
  const isEncrypted =
    error instanceof CorruptMetadataError && manifest.keyMetadata !== undefined;
  return {
    code: 'manifest-unreadable',
    message: isEncrypted
      ? `A manifest of ${
          manifest.content === 'data' ? 'data' : 'deletes'
        } is encrypted and cannot be read; its files are not counted`
      : `A manifest of ${
          manifest.content === 'data' ? 'data' : 'deletes'
        } could not be read; its files are not counted. ${error.message}`,
    location: manifest.manifestPath,
  };
}
