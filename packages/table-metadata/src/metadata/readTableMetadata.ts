import { LimitExceededError } from '../errors';
import type { FileIO } from '../io';
import type { TableMetadata } from '../model';
import { emptyFile, isGzip } from './decodeMetadataBytes';
import { inflateMetadata } from './inflateMetadata';
import { MAX_WHOLE_BYTES, parseTableMetadata } from './parseTableMetadata';
import { readInChunks } from './readInChunks';
import { TableMetadataStream } from './TableMetadataStream';

/**
 * How large a file {@link readTableMetadata} accepts.
 * @public
 */
export interface ReadTableMetadataOptions {
  /** Refuse a file that is larger as stored, in bytes. Default 4 GiB. */
  maxBytes?: number;
  /** Refuse a gzipped file that is larger unpacked, in bytes. Default 4 GiB. */
  maxUnpackedBytes?: number;
  signal?: AbortSignal;
}

const MAX_BYTES = 4 * 1024 * 1024 * 1024;

/** JSON packs to a tenth, or, where snapshots are much alike, to a fortieth. */
const MAX_PACKING = 200;
/** So much is unpacked whatever it was packed to. */
const ALWAYS_UNPACKED_BYTES = 64 * 1024 * 1024;

/**
 * Reads an Iceberg metadata file of any size, gzipped or not.
 *
 * A small file is one read. A large one is read in ranges of some megabytes, the next while one is parsed, and never held as a
 * whole: 302,000 snapshots, 273 MB, take a second in a process that has 135 MB at most. Beyond 10,000 snapshots, `snapshots` and `snapshotLog` are
 * lists whose elements are unpacked when they are asked for: all reading works as with any array, changing does not, nor
 * `structuredClone`.
 *
 * @param io - How to read. A range that goes beyond the end of a file has to give what there is, and nothing behind its end.
 * @param metadataLocation - The file, for example `…/metadata/00003-….metadata.json`.
 * @throws The errors of `FileIO.read`; CorruptMetadataError when it is no table metadata, UnsupportedFormatError for a version
 * after 3, LimitExceededError beyond `maxBytes` and `maxUnpackedBytes`, and when there is far more in it than in any table:
 * one value of 64 MB, 256 MB beside the snapshots or 1 GB of memory for their values, 512 MB of packed snapshots, 200 times
 * as much as it has bytes when it unpacks to more than 64 MB.
 * @public
 */
export async function readTableMetadata(
  io: FileIO,
  metadataLocation: string,
  options: ReadTableMetadataOptions = {},
): Promise<TableMetadata> {
  const { maxBytes = MAX_BYTES, maxUnpackedBytes = MAX_BYTES } = options;
  const chunks = readInChunks(io, metadataLocation, {
    maxBytes,
    signal: options.signal,
    // Unpacking runs beside the reading, and takes its bytes when it likes.
    mayOverwrite: bytes => !isGzip(bytes),
  });
  const first = await chunks.next();
  if (first.done || first.value.bytes.length === 0)
    throw emptyFile(metadataLocation);
  const { bytes, isLast } = first.value;
  if (isLast && bytes.length <= MAX_WHOLE_BYTES && !isGzip(bytes))
    return parseTableMetadata(bytes, { metadataLocation });
  const stream = new TableMetadataStream(metadataLocation);
  let sizeBytes = 0;
  let unpackedBytes = 0;

  async function* all(): AsyncGenerator<Uint8Array> {
    for (let chunk = first; !chunk.done; chunk = await chunks.next()) {
      sizeBytes += chunk.value.bytes.length;
      yield chunk.value.bytes;
    }
  }

  function push(plain: Uint8Array): void {
    unpackedBytes += plain.length;
    if (unpackedBytes > maxUnpackedBytes)
      throw new LimitExceededError(
        `${metadataLocation} has more than ${maxUnpackedBytes} bytes, unpacked`,
        { location: metadataLocation },
      );
    if (
      unpackedBytes > ALWAYS_UNPACKED_BYTES &&
      unpackedBytes > sizeBytes * MAX_PACKING
    )
      throw new LimitExceededError(
        `${metadataLocation} unpacks to more than ${MAX_PACKING} times its ${sizeBytes} bytes, as no metadata does`,
        { location: metadataLocation },
      );
    stream.push(plain);
  }

  if (isGzip(bytes)) await inflateMetadata(all(), metadataLocation, push);
  else for await (const chunk of all()) push(chunk);
  return stream.end(sizeBytes);
}
