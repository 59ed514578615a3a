import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { damagedGzip } from './decodeMetadataBytes';

/** Bytes of unpacked metadata that are parsed at a time: the event loop gets its turn in between. */
const CHUNK_BYTES = 1024 * 1024;

/**
 * Unpacks gzip as it comes.
 *
 * @param push - Takes unpacked bytes; what it throws is thrown on.
 * @throws CorruptMetadataError when it is damaged or cut off.
 */
export async function inflateMetadata(
  packed: AsyncIterable<Uint8Array>,
  location: string,
  push: (plain: Uint8Array) => void,
): Promise<void> {
  await pipeline(
    Readable.from(packed, { highWaterMark: 1 }),
    createGunzip({ chunkSize: CHUNK_BYTES }),
    new Writable({
      highWaterMark: 1,
      write(plain: Buffer, _encoding, done) {
        try {
          push(plain);
          done();
        } catch (error) {
          done(error as Error);
        }
      },
    }),
  ).catch(error => {
    const code = (error as NodeJS.ErrnoException).code;
    throw typeof code === 'string' && code.startsWith('Z_')
      ? damagedGzip(error, location)
      : error;
  });
}
