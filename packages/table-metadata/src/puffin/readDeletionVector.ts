import { CorruptMetadataError, LimitExceededError } from '../errors';
import type { FileIO } from '../io';
import type { ContentFile } from '../model';
import type { DeletionVector } from './DeletionVector';
import { parseDeletionVector } from './parseDeletionVector';

/** Bytes; a vector of 2 billion rows, each second deleted, has as many. */
const MAX_VECTOR_BYTES = 256 * 1024 * 1024;

/**
 * Reads a deletion vector: one read of just its bytes in the Puffin file. All of it is checked, down to its checksum.
 *
 * @param file - The entry of the delete manifest: `isDeletionVector(file)`.
 * @throws CorruptMetadataError when the entry has no place in the file, or the vector is damaged; LimitExceededError beyond
 * 256 MB; the errors of `FileIO.read`. A manifest that states another number of rows is a warning of the result.
 * @public
 */
export async function readDeletionVector(
  io: FileIO,
  file: Pick<ContentFile, 'filePath'> &
    Partial<
      Pick<
        ContentFile,
        | 'contentOffset'
        | 'contentSizeBytes'
        | 'recordCount'
        | 'referencedDataFile'
      >
    >,
  options: { signal?: AbortSignal } = {},
): Promise<DeletionVector> {
  const { filePath: location, contentOffset, contentSizeBytes } = file;
  if (
    contentOffset === undefined ||
    contentSizeBytes === undefined ||
    contentOffset < 0n ||
    contentSizeBytes < 0n ||
    contentOffset > BigInt(Number.MAX_SAFE_INTEGER)
  )
    throw new CorruptMetadataError(
      `The deletion vector in ${location} has no place: content_offset is ${
        contentOffset ?? 'absent'
      }, content_size_in_bytes ${contentSizeBytes ?? 'absent'}`,
      { location },
    );
  if (contentSizeBytes > BigInt(MAX_VECTOR_BYTES))
    throw new LimitExceededError(
      `A deletion vector in ${location} has ${contentSizeBytes} bytes; at most ${MAX_VECTOR_BYTES} are read`,
      { location },
    );
  const offset = Number(contentOffset);
  const length = Number(contentSizeBytes);
  const blob = await io.read(location, {
    range: { offset, length },
    signal: options.signal,
  });
  if (blob.length !== length)
    throw new CorruptMetadataError(
      `${location} ends inside of a deletion vector: at ${offset} there are ${blob.length} bytes, and ${length} should be`,
      { location, offset: offset + blob.length },
    );
  return parseDeletionVector(blob, {
    location,
    offset,
    referencedDataFile: file.referencedDataFile,
    recordCount: file.recordCount,
  });
}
