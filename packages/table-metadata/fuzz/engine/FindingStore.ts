import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeInput, type FuzzInput, inputSize } from './FuzzInput';

/** Keeps the findings of a run in a folder: each input, and a text that says what happened. */
export class FindingStore {
  readonly folder: string;
  readonly #keys = new Set<string>();

  constructor(folder: string) {
    this.folder = folder;
  }

  get count(): number {
    return this.#keys.size;
  }

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  /** @returns Where the input is, or `undefined` when the same was found before. */
  add(key: string, message: string, input: FuzzInput): string | undefined {
    if (this.#keys.has(key)) return undefined;
    this.#keys.add(key);
    mkdirSync(this.folder, { recursive: true });
    const name = `${String(this.#keys.size).padStart(3, '0')}-${key.replace(
      /[^\w-]+/g,
      '-',
    )}`.slice(0, 120);
    const path = join(this.folder, `${name}.input`);
    writeFileSync(path, encodeInput(input));
    writeFileSync(
      join(this.folder, `${name}.txt`),
      `${key}, ${inputSize(
        input,
      )} bytes\n\n${message}\n\nnpm run fuzz -- --replay ${path}\n`,
    );
    return path;
  }
}
