/**
 * A place in a source file.
 * @public
 */
export interface Place {
  /** Path as it was handed in; for a live object `Kind/namespace/name`. */
  file: string;
  /** From 1; `undefined` for a live object, which has no lines. */
  line?: number;
  /** Offsets (UTF-16 units) of the value in the file's text; absent where the text can't be edited in place. */
  range?: [number, number];
  /** Where the entry begins: of a mapping's pair its key, of a list's item its first character. */
  keyStart?: number;
}
