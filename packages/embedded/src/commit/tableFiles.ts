import {
  type ManifestEntry,
  type ManifestFile,
  readManifest,
  readManifestList,
} from '@lakehouse-portal/table-metadata';
import { DamagedTableError } from '../errors';
import type { SnapshotJson } from '../metadata/TableMetadataJson';
import type { LakehouseContext } from './LakehouseContext';
import type { TableState } from './TableState';

/**
 * The manifests of a snapshot.
 *
 * @throws DamagedTableError
 */
export async function manifestsOf(
  context: LakehouseContext,
  state: TableState,
  snapshot: SnapshotJson | undefined,
): Promise<ManifestFile[]> {
  if (!snapshot) return [];
  const list = snapshot['manifest-list'];
  const known =
    list === undefined ? undefined : context.caches.manifestLists.get(list);
  if (known) return known;
  const shape = state.shape(snapshot);
  const manifests = await asDamage(() =>
    readManifestList(context.io, shape, shape.snapshots[0]),
  );
  if (list !== undefined) context.caches.manifestLists.set(list, manifests);
  return manifests;
}

/**
 * The entries of a manifest, deleted ones too.
 *
 * @throws DamagedTableError
 */
export async function entriesOf(
  context: LakehouseContext,
  state: TableState,
  manifest: ManifestFile,
): Promise<ManifestEntry[]> {
  // Inherited values come from the manifest list, so they are part of what is kept.
  const key = `${manifest.manifestPath} ${manifest.sequenceNumber} ${
    manifest.firstRowId ?? ''
  }`;
  const known = context.caches.manifests.get(key);
  if (known) return known;
  const entries = await asDamage(() =>
    readManifest(context.io, manifest, state.shape()),
  );
  context.caches.manifests.set(key, entries);
  return entries;
}

/**
 * A live file with the manifest that lists it.
 */
export interface LiveFile {
  entry: ManifestEntry;
  manifestPath: string;
}

/**
 * All live files of a snapshot.
 *
 * @throws DamagedTableError
 */
export async function liveFiles(
  context: LakehouseContext,
  state: TableState,
  snapshot: SnapshotJson | undefined,
): Promise<{ data: LiveFile[]; deletes: LiveFile[] }> {
  const data: LiveFile[] = [];
  const deletes: LiveFile[] = [];
  for (const manifest of await manifestsOf(context, state, snapshot)) {
    for (const entry of await entriesOf(context, state, manifest)) {
      if (entry.status !== 'deleted')
        (entry.file.content === 'data' ? data : deletes).push({
          entry,
          manifestPath: manifest.manifestPath,
        });
    }
  }
  return { data, deletes };
}

async function asDamage<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new DamagedTableError((error as Error).message, { cause: error });
  }
}
