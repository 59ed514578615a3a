import { CorruptMetadataError } from '../errors';
import { parseExactJson } from '../json';
import type { TableMetadata } from '../model';
import { buildTableMetadata } from './buildTableMetadata';
import {
  decodeMetadataBytes,
  unpackMetadataBytes,
} from './decodeMetadataBytes';
import { JsonFields } from './JsonFields';
import { TableMetadataStream } from './TableMetadataStream';

/** Larger files are not turned into one object. */
export const MAX_WHOLE_BYTES = 1024 * 1024;

/**
 * Reads an Iceberg metadata file that is already in memory, gzipped or not.
 *
 * Only a format version and a location are indispensable. Any other damaged part is left out, with an entry in `warnings`.
 *
 * @param bytes - The file as stored.
 * @param source - Where it was read from.
 * @throws CorruptMetadataError when it is no table metadata, UnsupportedFormatError for a version after 3,
 * LimitExceededError when it unpacks to more than 384 MB (`readTableMetadata` reads larger ones), or when it has far more
 * in it than any table.
 * @see https://iceberg.apache.org/spec/#table-metadata-fields
 * @public
 */
export function parseTableMetadata(
  bytes: Uint8Array,
  source: { metadataLocation: string },
): TableMetadata {
  const { metadataLocation } = source;
  const plain = unpackMetadataBytes(bytes, metadataLocation);
  if (plain.length > MAX_WHOLE_BYTES) {
    const stream = new TableMetadataStream(metadataLocation);
    stream.push(plain);
    return stream.end(bytes.length);
  }
  const json = parseExactJson(
    decodeMetadataBytes(plain, metadataLocation),
    metadataLocation,
  );
  if (!JsonFields.isObject(json)) {
    throw new CorruptMetadataError(
      `${metadataLocation} is not table metadata: it must hold a JSON object`,
      { location: metadataLocation },
    );
  }
  return buildTableMetadata(json, {
    metadataLocation,
    sizeBytes: bytes.length,
  });
}
