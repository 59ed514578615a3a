import type { ManifestFile, ReadWarning } from '../model';
import type { ManifestRollup } from '../rollups/ManifestRollup';

/**
 * A warning when a manifest holds files of the other kind than the manifest list says. Manifests of deletes are read
 * first, so that which deletes apply to which data files would be counted wrongly.
 */
export function compareContent(
  { deletes, dataFiles }: Pick<ManifestRollup, 'deletes' | 'dataFiles'>,
  { content, manifestPath }: ManifestFile,
): ReadWarning | undefined {
  const others = content === 'data' ? deletes.length : dataFiles;
  if (others === 0) return undefined;
  return {
    code: 'manifest-content-differs',
    message: `The manifest list says that a manifest is of ${content}, but ${others} files in it are of ${
      content === 'data' ? 'deletes' : 'data'
    }; to which data files deletes apply is not counted in full`,
    location: manifestPath,
  };
}
