import type { ReadWarning } from '../model';

const MAX_WARNINGS = 1000;

/** A file of a million damaged entries must not become a million warnings. */
export class WarningList {
  #kept: ReadWarning[] = [];
  #leftOut = 0;

  add(warnings: ReadWarning[]): void {
    for (const warning of warnings)
      if (this.#kept.length < MAX_WARNINGS) this.#kept.push(warning);
      else this.#leftOut++;
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
