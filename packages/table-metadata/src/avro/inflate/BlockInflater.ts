/** Bytes of one block, unpacked. Writers make blocks of 16 KB to a whole manifest of 8 MB (times its compression). */
export const MAX_BLOCK_BYTES = 256 * 1024 * 1024;

/** Unpacks blocks that were packed with deflate, without a header (RFC 1951). */
export interface BlockInflater {
  /**
   * @param expectedBytes - About as many will come out; a good guess spares a copy.
   * @returns What came out. It may lie in memory that the next call writes to: whoever keeps any of it copies it.
   * @throws Error when it is damaged or ends early; with the code `ERR_BUFFER_TOO_LARGE` when it unpacks to more than
   *   the limit. What follows the end of the packed data is ignored, as zlib does.
   */
  inflate(packed: Uint8Array, expectedBytes: number): Uint8Array;
}
