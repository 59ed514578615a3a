/**
 * Where rollups are kept beyond the life of a process: a table of a database, for example. Values are opaque; about
 * 3 bytes for each file of the manifest, and more with many partitions.
 * @public
 */
export interface RollupStore {
  /** Those that are known. @param keys - 64 hexadecimal digits each, at most 500. */
  read(keys: string[]): Promise<Map<string, Uint8Array>>;
  write(rollups: Map<string, Uint8Array>): Promise<void>;
}
