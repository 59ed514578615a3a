import type { ManifestFile } from '../model';

/**
 * The manifests of a list, each once. No sound table lists a manifest twice; a hostile one could make us count or
 * query its files twice, and read the same large file a million times.
 */
export function distinctManifests(manifests: ManifestFile[]): ManifestFile[] {
  return [
    ...new Map(
      manifests.map(manifest => [manifest.manifestPath, manifest]),
    ).values(),
  ];
}
