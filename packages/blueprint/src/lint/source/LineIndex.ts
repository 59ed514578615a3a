/** Offsets of lines in a text. */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1))
      this.#starts.push(at + 1);
  }

  /** How many lines there are; what follows the last line break counts. */
  get count(): number {
    return this.#starts.length;
  }

  /** The line (from 1) that an offset is in. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** Offset of a line's (from 1) first character; the text's length beyond its end. */
  startOf(line: number): number {
    return this.#starts[line - 1] ?? this.#length;
  }
}
