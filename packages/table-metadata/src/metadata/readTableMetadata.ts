import type { FileIO } from '../io';
import type { TableMetadata } from '../model';
import { MAX_METADATA_BYTES } from './decodeMetadataBytes';
import { parseTableMetadata } from './parseTableMetadata';

/** @public */
export interface ReadTableMetadataOptions {
  /** Refuse a file that is larger as stored, in bytes. Default 384 MB. */
  maxBytes?: number;
  signal?: AbortSignal;
}

/**
 * Reads an Iceberg metadata file.
 *
 * @param io - How to read.
 * @param metadataLocation - The file, for example `…/metadata/00003-….metadata.json`.
 * @throws The errors of `FileIO.read` and of {@link parseTableMetadata}.
 * @public
 */
export async function readTableMetadata(
  io: FileIO,
  metadataLocation: string,
  options: ReadTableMetadataOptions = {},
): Promise<TableMetadata> {
  const bytes = await io.read(metadataLocation, {
    maxBytes: options.maxBytes ?? MAX_METADATA_BYTES,
    signal: options.signal,
  });
  return parseTableMetadata(bytes, { metadataLocation });
}
