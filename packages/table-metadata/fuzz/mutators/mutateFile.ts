import { gunzipSync, gzipSync } from 'node:zlib';
import type { Random } from '../engine/Random';
import { mutateAvro } from './mutateAvro';
import { mutateBytes } from './mutateBytes';
import { mutateJson } from './mutateJson';

/** Changes a file by what it is: Avro, JSON (gzipped or not), or anything. */
export function mutateFile(bytes: Uint8Array, random: Random): Uint8Array {
  if (random.chance(0.15)) return mutateBytes(bytes, random);
  if (bytes[0] === 0x4f && bytes[1] === 0x62) return mutateAvro(bytes, random);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return mutateGzip(bytes, random);
  if (bytes[0] === 0x7b || bytes[0] === 0x5b || bytes.length < 64)
    return text(mutateJson(Buffer.from(bytes).toString('utf8'), random));
  return mutateBytes(bytes, random);
}

function mutateGzip(bytes: Uint8Array, random: Random): Uint8Array {
  try {
    const plain = gunzipSync(bytes, { maxOutputLength: 16 * 1024 * 1024 });
    return new Uint8Array(gzipSync(mutateFile(plain, random)));
  } catch {
    return mutateBytes(bytes, random);
  }
}

function text(content: string): Uint8Array {
  return new Uint8Array(Buffer.from(content));
}
