import type { ExpiryRule, OpenTable } from '@lakehouse-portal/maintenance';
import type { TableMetadata } from '@lakehouse-portal/table-metadata';
import { readExpiry, type UnreachableFiles } from '../planning/readExpiry';
import { ancestorsOf } from '../planning/LibraryHistory';
import { readLibraryExpiry } from '../planning/readLibraryExpiry';
import { hasTrinoFeature, trinoFeatures } from './trinoFeatures';

/**
 * What Trino removes with snapshots. That depends on the history, by the library in it: without side branches, what the
 * expired snapshots themselves removed; otherwise all that becomes unreachable.
 *
 * @returns undefined where it is not known.
 * @public
 */
export async function previewTrinoExpiry(
  { metadata, fileIO }: OpenTable,
  snapshotIds: readonly string[],
  options: { release: number | undefined; signal?: AbortSignal },
): Promise<UnreachableFiles | undefined> {
  switch (trinoExpiryRule(metadata, snapshotIds, options.release)) {
    case 'removed-by-them':
      return readLibraryExpiry(fileIO, metadata, snapshotIds, options);
    case 'all-unreachable':
      return readExpiry(fileIO, metadata, [...snapshotIds], {
        ...options,
        liveOnly: true,
      });
    default:
      return undefined;
  }
}

/** By which rule Trino removes files with these snapshots; undefined for releases of which it is not known. */
export function trinoExpiryRule(
  metadata: TableMetadata,
  snapshotIds: readonly string[],
  release: number | undefined,
): ExpiryRule | undefined {
  const byHistory = isByHistory(metadata, new Set(snapshotIds), release);
  if (byHistory === undefined) {
    return undefined;
  }
  return byHistory ? 'removed-by-them' : 'all-unreachable';
}

function isByHistory(
  metadata: TableMetadata,
  gone: ReadonlySet<string>,
  release: number | undefined,
): boolean | undefined {
  const ancestors = ancestorsOf(metadata);
  const isStraight = metadata.snapshots.every(({ snapshotId }) =>
    ancestors.has(snapshotId),
  );
  // Metadata of version 1, and some catalogs, don't list the one that all tables have.
  const isAlone = metadata.refs.every(
    ({ name, snapshotId }) => name === 'main' || gone.has(snapshotId),
  );
  if (isStraight === isAlone) {
    return isStraight;
  }
  if (hasTrinoFeature(release, 'libraryExpiryByHistory')) {
    return isStraight;
  }
  return (release ?? 0) <= trinoFeatures.libraryExpiryByHistory.notUntil
    ? isAlone
    : undefined;
}
