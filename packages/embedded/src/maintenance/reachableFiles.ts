import type { ManifestFile } from '@lakehouse-portal/table-metadata';
import type { LakehouseContext } from '../commit/LakehouseContext';
import { entriesOf, manifestsOf } from '../commit/tableFiles';
import type { TableState } from '../commit/TableState';
import type { SnapshotJson } from '../metadata/TableMetadataJson';

/**
 * What snapshots need.
 */
export interface ReachableFiles {
  manifestLists: Set<string>;
  /** Manifests by location. */
  manifests: Map<string, ManifestFile>;
  /** Locations of data and delete files, with their content. */
  files: Map<string, 'data' | 'deletes'>;
}

/**
 * Everything that some snapshots refer to.
 *
 * @param options - `liveOnly`: without files that a manifest only lists as deleted. `skip`: manifests not to be opened.
 * @throws DamagedTableError when a manifest list or manifest cannot be read.
 */
export async function reachableFiles(
  context: LakehouseContext,
  state: TableState,
  snapshots: SnapshotJson[],
  options: { liveOnly: boolean; skip?: ReadonlyMap<string, unknown> },
): Promise<ReachableFiles> {
  const result: ReachableFiles = {
    manifestLists: new Set(),
    manifests: new Map(),
    files: new Map(),
  };
  for (const snapshot of snapshots) {
    if (snapshot['manifest-list'] !== undefined)
      result.manifestLists.add(snapshot['manifest-list']);
    for (const manifest of await manifestsOf(context, state, snapshot))
      result.manifests.set(manifest.manifestPath, manifest);
  }
  for (const [location, manifest] of result.manifests) {
    if (options.skip?.has(location)) continue;
    for (const entry of await entriesOf(context, state, manifest)) {
      if (options.liveOnly && entry.status === 'deleted') continue;
      result.files.set(
        entry.file.filePath,
        entry.file.content === 'data' ? 'data' : 'deletes',
      );
    }
  }
  return result;
}
