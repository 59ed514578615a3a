import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';

/** SHA-256 of what a pod reads: a change of it rolls the pods, and gives a Job, which can't be changed, another name. */
export function contentHash(...content: unknown[]): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(content))));
}
