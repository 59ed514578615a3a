import type { Place } from '../model/Place';

/**
 * A text with lines, that knows where each line stands in the file: a whole file, or a value inside a manifest.
 */
export interface SourceText {
  /** The text itself. */
  readonly text: string;
  /** Path of the file. */
  readonly file: string;
  /**
   * Where a line of the text stands.
   * @param index - from 0.
   */
  placeOf(index: number): Place;
  /**
   * Offsets in the file of a whole line, with its indentation and its line break, to delete it; `undefined` where the
   * text can't be edited in place (a quoted scalar).
   */
  wholeLineOf(index: number): [number, number] | undefined;
}
