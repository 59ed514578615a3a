/** Bytes; writers aim at 8 MB. */
export const MAX_MANIFEST_BYTES = 512 * 1024 * 1024;

/** The length that a list states; none where no file can have that: damaged lists are no help. */
export function statedLength(length: bigint | undefined): number | undefined {
  return length !== undefined && length > 0n && length <= MAX_MANIFEST_BYTES
    ? Number(length)
    : undefined;
}
