import { constants, createInflateRaw } from 'node:zlib';
import { type BlockInflater, MAX_BLOCK_BYTES } from './BlockInflater';
import { chunkSizeFor } from './FreshInflater';

/** What a block needed beyond this is given back after it: one giant must not stay for the life of the thread. */
const MAX_KEPT_BYTES = 16 * 1024 * 1024;

/**
 * Of Node's zlib streams, what their synchronous functions are made of. It is not documented, and has not changed since
 * Node 12; pngjs and minizlib use it as well.
 */
interface ZlibEngine {
  reset(): void;
  /** What is left of the output, and of the input, after a write. */
  _writeState: Uint32Array;
  _handle: {
    onerror(message: string, errno: number, code: string): void;
    writeSync(
      flush: number,
      input: Uint8Array,
      inputOffset: number,
      inputLength: number,
      output: Uint8Array,
      outputOffset: number,
      outputLength: number,
    ): void;
  };
}

/**
 * Unpacks with one engine of zlib into one piece of memory, again and again. Node's `inflateRawSync` makes both anew for
 * each block: some 25 MB for a manifest, for which V8 marks its whole heap every 30 MB.
 *
 * To be had from `sharedInflater`, which proves it first.
 */
export class ReusedInflater implements BlockInflater {
  readonly #engine: ZlibEngine;
  readonly #maxBytes: number;
  #output = new Uint8Array(0);
  #failure: { message: string; code: string } | undefined;

  constructor(maxBytes = MAX_BLOCK_BYTES) {
    this.#maxBytes = maxBytes;
    this.#engine = createInflateRaw() as unknown as ZlibEngine;
    // Node's own would destroy the stream, which then could not be reset.
    this.#engine._handle.onerror = (message, _errno, code) => {
      this.#failure = { message, code };
    };
  }

  /** {@inheritDoc BlockInflater.inflate} */
  inflate(packed: Uint8Array, expectedBytes: number): Uint8Array {
    this.#failure = undefined;
    this.#engine.reset();
    if (this.#output.length === 0)
      this.#output = new Uint8Array(
        Math.min(this.#limit(), chunkSizeFor(expectedBytes)),
      );
    try {
      const length = this.#unpack(packed);
      return this.#output.subarray(0, length);
    } finally {
      if (this.#output.length > MAX_KEPT_BYTES)
        this.#output = new Uint8Array(0);
    }
  }

  /** How many bytes came out. */
  #unpack(packed: Uint8Array): number {
    const { _handle: handle, _writeState: left } = this.#engine;
    let taken = 0;
    let made = 0;
    for (;;) {
      handle.writeSync(
        // With all of the input there, to run out of it is an error.
        constants.Z_FINISH,
        packed,
        taken,
        packed.length - taken,
        this.#output,
        made,
        this.#output.length - made,
      );
      if (this.#failure) throw this.#error();
      const [outputLeft, inputLeft] = left;
      made = this.#output.length - outputLeft;
      taken = packed.length - inputLeft;
      if (made > this.#maxBytes) throw this.#tooLarge();
      // Whether a block ends where the memory does, only more of it tells.
      if (outputLeft > 0) return made;
      this.#grow();
    }
  }

  #grow(): void {
    const larger = new Uint8Array(
      Math.min(this.#limit(), this.#output.length * 2),
    );
    larger.set(this.#output);
    this.#output = larger;
  }

  /** One byte more than is allowed, which tells what is too large from what just fits. */
  #limit(): number {
    return this.#maxBytes + 1;
  }

  #error(): Error {
    const { message = '', code = '' } = this.#failure ?? {};
    return Object.assign(new Error(message), { code });
  }

  #tooLarge(): Error {
    return Object.assign(
      new Error(`it unpacks to more than ${this.#maxBytes} bytes`),
      { code: 'ERR_BUFFER_TOO_LARGE' },
    );
  }
}
