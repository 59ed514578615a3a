import { CorruptMetadataError } from '../errors';
import type { FileIO } from '../io';
import type { StatisticsFile } from '../model';
import {
  FOOTER_END_BYTES,
  footerSizeOf,
  parsePuffinFooter,
} from './parsePuffinFooter';
import type { PuffinFile } from './PuffinFile';

/** What is read when the footer's size isn't known: nearly always all of it. */
const LIKELY_FOOTER_BYTES = 64 * 1024;
/** Before the footer there is the magic. */
const HEADER_BYTES = 4;

/**
 * Reads the footer of a Puffin file: which blobs it has, of which types, with which properties. One read of just the footer
 * when its size is known; the blobs are not read.
 *
 * @param file - As table metadata has it in `statisticsFiles`. `fileFooterSizeBytes` may be absent or 0: then it is found out.
 * @throws CorruptMetadataError when it is no Puffin file, damaged, or of a size that isn't known; UnsupportedFormatError when the footer has
 * unknown flags; LimitExceededError beyond 64 MB; the errors of `FileIO.read`.
 * @see https://iceberg.apache.org/puffin-spec/#footer-structure
 * @public
 */
export async function readPuffinFooter(
  io: FileIO,
  file: Pick<
    StatisticsFile,
    'statisticsPath' | 'fileSizeBytes' | 'fileFooterSizeBytes'
  >,
  options: { signal?: AbortSignal } = {},
): Promise<PuffinFile> {
  const { statisticsPath: location, fileSizeBytes } = file;
  if (fileSizeBytes === undefined)
    throw new CorruptMetadataError(
      `The table's metadata does not say how large ${location} is`,
      { location },
    );
  if (fileSizeBytes < HEADER_BYTES + HEADER_BYTES + FOOTER_END_BYTES)
    throw new CorruptMetadataError(
      `${location} is no Puffin file: it has ${fileSizeBytes} bytes by the table's metadata, and the smallest has 20`,
      { location },
    );
  const readTail = async (length: number): Promise<Uint8Array> => {
    const offset = fileSizeBytes - length;
    const bytes = await io.read(location, {
      range: { offset, length },
      signal: options.signal,
    });
    if (bytes.length !== length)
      throw new CorruptMetadataError(
        `${location} is cut off: it ends ${
          length - bytes.length
        } bytes before the ${fileSizeBytes} that the table's metadata states`,
        { location, offset: offset + bytes.length },
      );
    return bytes;
  };
  const stated = file.fileFooterSizeBytes ?? 0;
  const likely = stated > 0 ? stated : LIKELY_FOOTER_BYTES;
  const most = fileSizeBytes - HEADER_BYTES;
  const tail = await readTail(
    Math.min(most, Math.max(FOOTER_END_BYTES + HEADER_BYTES, likely)),
  );
  const footerBytes = footerSizeOf(tail, { location, fileSizeBytes });
  const whole = footerBytes <= tail.length ? tail : await readTail(footerBytes);
  return parsePuffinFooter(whole.subarray(whole.length - footerBytes), {
    location,
    fileSizeBytes,
  });
}
