import type { ReadWarning } from '../model';

/**
 * What a Puffin file says of itself in its footer.
 * @see https://iceberg.apache.org/puffin-spec/
 * @public
 */
export interface PuffinFile {
  blobs: PuffinBlob[];
  /** Of the file, such as `created-by`. */
  properties: Record<string, string>;
  /** From the footer's first magic to the end of the file, in bytes. */
  footerSizeBytes: number;
  /** What is unusual in the footer; the rest is sound. */
  warnings: ReadWarning[];
}

/**
 * A blob of a Puffin file, as the footer describes it.
 * @public
 */
export interface PuffinBlob {
  /** `apache-datasketches-theta-v1`, `deletion-vector-v1`, or what the writer put there. */
  type: string;
  /** Ids of the columns that it was computed from; empty for a deletion vector. */
  fields: number[];
  /** Absent in a deletion vector, whose snapshot isn't known when it is written (-1 in the file). */
  snapshotId?: string;
  sequenceNumber?: string;
  /** Bytes from the start of the file. */
  offset: number;
  /** Bytes in the file, compressed or not. */
  length: number;
  /** `lz4`, `zstd`, or what the writer put there; absent: not compressed. */
  compressionCodec?: string;
  properties: Record<string, string>;
}
