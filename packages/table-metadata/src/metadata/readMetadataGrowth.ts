import type { ListingFileIO } from '../io';
import type { TableMetadata } from '../model';

/**
 * Size of the metadata file at one version of the table.
 * @public
 */
export interface MetadataFileSize {
  metadataLocation: string;
  /** When the version was replaced by the next one (as the metadata log has it); of the newest, when it was written. */
  timestampMs?: number;
  /** As stored. Absent when the file is gone, or not in the folder of the newest one. */
  sizeBytes?: number;
}

/**
 * How the metadata file has grown over the versions that the metadata log still lists, oldest first, the newest last.
 * One listing of the metadata folder; no file is read.
 *
 * @throws What `ListingFileIO.list` throws.
 * @public
 */
export async function readMetadataGrowth(
  io: Pick<ListingFileIO, 'list'>,
  metadata: Pick<
    TableMetadata,
    'metadataLocation' | 'metadataSizeBytes' | 'metadataLog' | 'lastUpdatedMs'
  >,
  options: { signal?: AbortSignal } = {},
): Promise<MetadataFileSize[]> {
  const { metadataLocation, metadataLog } = metadata;
  const newest: MetadataFileSize = {
    metadataLocation,
    timestampMs: metadata.lastUpdatedMs,
    sizeBytes: metadata.metadataSizeBytes,
  };
  if (metadataLog.length === 0) return [newest];
  const folder = metadataLocation.slice(0, metadataLocation.lastIndexOf('/'));
  const sizes = new Map<string, number>();
  for (const { location, sizeBytes } of await io.list(folder, options))
    sizes.set(nameOf(location), sizeBytes);
  return [
    ...metadataLog.map(entry => ({
      ...entry,
      // By name: the log may spell the folder otherwise (`file:/` and `file:///`), and a copied table has it elsewhere.
      sizeBytes: sizes.get(nameOf(entry.metadataLocation)),
    })),
    newest,
  ];
}

function nameOf(location: string): string {
  return location.slice(location.lastIndexOf('/') + 1);
}
