import type { LintInput } from '../model/LintFile';
import type { TextEdit } from '../model/TextEdit';
import { sharedRanges } from '../source/sharedRanges';

/** Knows which places of the files count more than once, by anchors and aliases: nothing is edited there. */
export class SharedPlaces {
  readonly #texts = new Map<string, string>();
  readonly #ranges = new Map<string, [number, number][]>();

  constructor(inputs: readonly LintInput[]) {
    for (const input of inputs)
      if ('path' in input && /\.(ya?ml|json)$/i.test(input.path))
        this.#texts.set(input.path, input.text);
  }

  /** Whether an edit touches such a place. */
  touchedBy({ file, start, end }: TextEdit): boolean {
    return this.#rangesOf(file).some(([from, to]) => start < to && end > from);
  }

  #rangesOf(file: string): [number, number][] {
    let ranges = this.#ranges.get(file);
    if (!ranges) {
      const text = this.#texts.get(file);
      ranges = text === undefined ? [] : sharedRanges(text);
      this.#ranges.set(file, ranges);
    }
    return ranges;
  }
}
