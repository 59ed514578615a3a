import { basename } from 'node:path';
import type { TableMetadataJson } from '../metadata/TableMetadataJson';

/** Location of the folder for data files. */
export function dataLocation(metadata: TableMetadataJson): string {
  return withoutSlash(
    metadata.properties['write.data.path'] ?? `${metadata.location}/data`,
  );
}

/** Location of the folder for metadata, manifests and manifest lists. */
export function metadataFolderLocation(metadata: TableMetadataJson): string {
  return withoutSlash(
    metadata.properties['write.metadata.path'] ??
      `${metadata.location}/metadata`,
  );
}

/**
 * Location for the next metadata file: one number up, with a fresh UUID, so that two writers never write the same file.
 *
 * @param current - the metadata file before, if there is one.
 */
export function nextMetadataLocation(
  metadata: TableMetadataJson,
  current: string | undefined,
  uuid: string,
): string {
  const version = current === undefined ? 0 : versionOf(current) + 1;
  const gzip =
    metadata.properties['write.metadata.compression-codec']?.toLowerCase() ===
    'gzip';
  return `${metadataFolderLocation(metadata)}/${String(version).padStart(
    5,
    '0',
  )}-${uuid}${gzip ? '.gz' : ''}.metadata.json`;
}

function versionOf(location: string): number {
  const match = /^v?(\d{1,15})[-.]/.exec(basename(location));
  return match ? Number(match[1]) : 0;
}

function withoutSlash(location: string): string {
  return location.replace(/(?<=[^/])\/+$/, '');
}
