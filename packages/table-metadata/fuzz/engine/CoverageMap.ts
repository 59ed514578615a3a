import { Module } from 'node:module';
import { instrument } from './instrument';

const COUNTERS = '__lakehouseFuzzCounters';
const SIZE = 1 << 16;

/** How often each place of the reader was passed during one input, and which of that is new. */
export class CoverageMap {
  readonly #counters = new Uint8Array(SIZE);
  #ids = 0;

  /** Places that are counted. */
  get total(): number {
    return this.#ids;
  }

  /** From now on the modules of a folder are loaded with counters. */
  install(folder: string): void {
    (globalThis as Record<string, unknown>)[COUNTERS] = this.#counters;
    const prototype = Module.prototype as unknown as {
      _compile(content: string, filename: string): unknown;
    };
    const compile = prototype._compile;
    const nextId = () => this.#ids++ % SIZE;
    prototype._compile = function compileWithCounters(content, filename) {
      const isCounted =
        filename.startsWith(folder) && !filename.includes('__testUtils__');
      return compile.call(
        this,
        isCounted ? instrument(content, nextId, COUNTERS) : content,
        filename,
      );
    };
  }

  reset(): void {
    this.#counters.fill(0, 0, this.#ids);
  }

  /** Places that were passed since the last reset, each with how often, roughly: as one number. */
  features(): number[] {
    const result: number[] = [];
    for (let id = 0; id < this.#ids; id++) {
      const count = this.#counters[id];
      if (count !== 0) result.push(id * 8 + bucketOf(count));
    }
    return result;
  }
}

/** 1, 2, 3, 4-7, 8-15, 16-31, 32-127, 128 and more. */
function bucketOf(count: number): number {
  if (count < 4) return count - 1;
  if (count < 8) return 3;
  if (count < 16) return 4;
  if (count < 32) return 5;
  return count < 128 ? 6 : 7;
}
