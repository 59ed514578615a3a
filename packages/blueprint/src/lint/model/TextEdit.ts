/**
 * Replaces a part of a file's text.
 * @public
 */
export interface TextEdit {
  /** Path of the file. */
  file: string;
  /** Offset (UTF-16 units) of the first character to replace. */
  start: number;
  /** Offset after the last. */
  end: number;
  /** What stands there afterwards. */
  text: string;
}
