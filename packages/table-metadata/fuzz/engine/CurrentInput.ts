import { closeSync, openSync, readSync, writeSync, fstatSync } from 'node:fs';
import { decodeInput, encodeInput, type FuzzInput } from './FuzzInput';

const HEAD_BYTES = 16;

/**
 * The input that is running, in a file: when the process that runs it dies or hangs, the one that watches still finds it.
 */
export class CurrentInput {
  readonly #file: number;
  #count = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'w+');
  }

  write(input: FuzzInput): void {
    const bytes = encodeInput(input);
    const head = Buffer.alloc(HEAD_BYTES);
    head.writeDoubleLE(++this.#count, 0);
    head.writeDoubleLE(bytes.length, 8);
    writeSync(
      this.#file,
      Buffer.concat([head, bytes]),
      0,
      HEAD_BYTES + bytes.length,
      0,
    );
  }

  /** How many inputs have been written by whoever writes the file. */
  static countIn(path: string): number {
    return CurrentInput.#read(path)?.readDoubleLE(0) ?? 0;
  }

  static inputIn(path: string): FuzzInput | undefined {
    const bytes = CurrentInput.#read(path);
    if (!bytes) return undefined;
    const length = bytes.readDoubleLE(8);
    return decodeInput(bytes.subarray(HEAD_BYTES, HEAD_BYTES + length));
  }

  static #read(path: string): Buffer | undefined {
    let file: number;
    try {
      file = openSync(path, 'r');
    } catch {
      return undefined;
    }
    try {
      const bytes = Buffer.alloc(fstatSync(file).size);
      readSync(file, bytes, 0, bytes.length, 0);
      return bytes.length >= HEAD_BYTES ? bytes : undefined;
    } finally {
      closeSync(file);
    }
  }
}
