import { secretPattern } from './secretPattern';

/** Of a text that is cut all the same: searching takes some 0.1 s for a million characters and a secret. */
const SEARCHED_CHARACTERS = 256 * 1024;
/** At its end half of a secret may be, which is not found: more than the beginning of one takes in any form. */
const UNSURE_CHARACTERS = 48 * 1024;

/** @see Redactor */
export interface RedactorOptions {
  /** Characters; shorter secrets would be found in ordinary words, and are let be. 4 where it is not given. */
  minLength?: number;
  /**
   * Of more, the oldest is forgotten: tokens are renewed for as long as a client lives, and those of long ago are no
   * secrets any more. Without it none is.
   */
  maxSecrets?: number;
  /** What stands in a secret's place, `…` where it is not given. */
  mark?: string;
}

/**
 * Takes secrets out of texts that come from elsewhere: a server may quote what it was sent, in a form of its own. Which
 * forms are found, {@link secretPattern} says.
 */
export class Redactor {
  readonly #patterns = new Map<string, RegExp>();
  readonly #minLength: number;
  readonly #maxSecrets: number;
  readonly #mark: string;

  constructor(options: RedactorOptions = {}) {
    this.#minLength = options.minLength ?? 4;
    this.#maxSecrets = options.maxSecrets ?? Infinity;
    this.#mark = options.mark ?? '…';
  }

  add(secret: string): void {
    if (secret.length < this.#minLength || this.#patterns.has(secret)) return;
    this.#patterns.set(secret, secretPattern(secret));
    if (this.#patterns.size > this.#maxSecrets)
      this.#patterns.delete([...this.#patterns.keys()][0]);
  }

  /** Those that are looked for, in the order in which they were added. */
  get secrets(): string[] {
    return [...this.#patterns.keys()];
  }

  /** @param maxCharacters - What is left of a longer text. It is cut last: half of a secret would not be found. */
  redact(text: string, maxCharacters = Infinity): string {
    const isPart =
      Number.isFinite(maxCharacters) && text.length > SEARCHED_CHARACTERS;
    let result = isPart ? text.slice(0, SEARCHED_CHARACTERS) : text;
    // The longest first: where one is a part of another, nothing of the longer one may be left.
    const longestFirst = [...this.#patterns].sort(
      ([a], [b]) => b.length - a.length,
    );
    // A function, since `$` has a meaning in a text.
    for (const [, pattern] of longestFirst)
      result = result.replace(pattern, () => this.#mark);
    if (isPart) result = result.slice(0, -UNSURE_CHARACTERS);
    return isPart || result.length > maxCharacters
      ? `${result.slice(0, maxCharacters - 1)}…`
      : result;
  }
}
