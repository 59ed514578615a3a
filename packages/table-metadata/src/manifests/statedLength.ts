/** Bytes; writers aim at 8 MB. */
const MAX_MANIFEST_BYTES = 512 * 1024 * 1024;

/** The length that a list states; none where no file can have that: damaged lists are no help. */
export function statedLength(length: bigint | undefined): number | undefined {
  return length !== undefined && length > 0n && length <= MAX_MANIFEST_BYTES
    ? Number(length)
    : undefined;
}

/** So much longer than the list says a manifest may be. */
const TOLERATED_BYTES = 16 * 1024 * 1024;

/** How long a manifest may be. Several are read at once because the list says that they are short: it must not be far off. */
export function maxBytesOf(stated: number | undefined): number {
  return stated === undefined
    ? MAX_MANIFEST_BYTES
    : Math.min(MAX_MANIFEST_BYTES, stated + TOLERATED_BYTES);
}
