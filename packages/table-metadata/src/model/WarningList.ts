import type { ReadWarning } from './ReadWarning';

const MAX_WARNINGS = 1000;

/** A table of a million damaged entries or missing manifests must not become a million warnings. */
export class WarningList {
  #kept: ReadWarning[] = [];
  #leftOut = 0;

  add(warnings: ReadWarning[]): void {
    for (const warning of warnings)
      if (this.#kept.length < MAX_WARNINGS) this.#kept.push(warning);
      else this.#leftOut++;
  }

  get isEmpty(): boolean {
    return this.#kept.length === 0;
  }

  append(other: WarningList): void {
    this.add(other.#kept);
    this.#leftOut += other.#leftOut;
  }

  toArray(): ReadWarning[] {
    if (this.#leftOut === 0) return this.#kept;
    return [
      ...this.#kept,
      {
        code: 'warnings-left-out',
        message: `${this.#leftOut} more warnings are left out`,
      },
    ];
  }
}
