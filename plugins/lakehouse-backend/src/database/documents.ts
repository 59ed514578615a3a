import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** Packs a document for a binary column: JSON in which each `bigint` is `{"$bigint":"…"}`, gzip-compressed. */
export async function packDocument(value: unknown): Promise<Buffer> {
  return compress(JSON.stringify(value, tagBigInt), { level: 3 });
}

/** Reverses {@link packDocument}. */
export async function unpackDocument<T>(packed: Uint8Array): Promise<T> {
  const text = (await decompress(packed)).toString('utf8');
  return JSON.parse(text, untagBigInt) as T;
}

function tagBigInt(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? { $bigint: value.toString() } : value;
}

function untagBigInt(_key: string, value: unknown): unknown {
  if (
    typeof value === 'object' &&
    value !== null &&
    '$bigint' in value &&
    typeof value.$bigint === 'string'
  ) {
    return BigInt(value.$bigint);
  }
  return value;
}
