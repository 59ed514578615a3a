import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ManifestRollup } from './ManifestRollup';

/** Of what a rollup holds; one of another version is not read, but made anew. */
export const ROLLUP_VERSION = 6;
const MAX_BYTES = 256 * 1024 * 1024;

/** A rollup for a store. */
export function serializeRollup(rollup: ManifestRollup): Uint8Array {
  return deflateRawSync(serialize({ version: ROLLUP_VERSION, rollup }), {
    level: 1,
  });
}

/** A rollup from a store; `undefined` when it is of another version, or damaged. */
export function deserializeRollup(
  bytes: Uint8Array,
): ManifestRollup | undefined {
  try {
    const value = deserialize(
      inflateRawSync(bytes, { maxOutputLength: MAX_BYTES }),
    );
    return value?.version === ROLLUP_VERSION ? value.rollup : undefined;
  } catch {
    // A rollup can always be made anew from its manifest: nothing is lost.
    return undefined;
  }
}
