import { type AvroFile, openAvroFile } from '../../src/avro';
import { readBlockHead, SYNC_BYTES } from '../../src/avro/unpackAvroBlocks';

/** The blocks of an Avro file as they are stored. */
export function packedBlocks(bytes: Uint8Array): {
  file: AvroFile;
  blocks: Array<{ records: number; data: Uint8Array }>;
} {
  const file = openAvroFile(bytes);
  const blocks: Array<{ records: number; data: Uint8Array }> = [];
  for (let start = file.firstBlock; start < bytes.length; ) {
    const { records, dataStart, dataEnd } = readBlockHead(file, start);
    blocks.push({ records, data: bytes.subarray(dataStart, dataEnd) });
    start = dataEnd + SYNC_BYTES;
  }
  return { file, blocks };
}
