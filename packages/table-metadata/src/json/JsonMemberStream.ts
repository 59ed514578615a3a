import { CorruptMetadataError, LimitExceededError } from '../errors';
import { findJsonValueEnd, INCOMPLETE, TOO_DEEP } from './findJsonValueEnd';
import type { JsonBudget } from './JsonBudget';
import type { JsonValue } from './JsonValue';
import { parseExactJson } from './parseExactJson';

/** Levels inside a member of the document, or inside an element of such a member. */
const MAX_DEPTH = 256;
/** A longer piece is carried over in steps of this size, or of its own. */
const FIRST_STEP = 64 * 1024;

/** Takes the elements of one list of the document, one by one. */
export interface JsonElementSink {
  /**
   * Tries to take the element that starts at `start` from the bytes themselves.
   *
   * @returns The position after it, or -1 when it can't: `add` then gets it parsed. Nothing may have been kept in that case.
   */
  scan?(bytes: Buffer, start: number): number;
  /** `bytes` of the last calls of `scan` will be gone after this. */
  release?(): void;
  add(element: JsonValue, index: number): void;
}

export interface JsonMemberHandler {
  /** A member of the document; of equal keys the last one counts. */
  member(key: string, value: JsonValue): void;
  /** A member that is a list begins. `undefined`: it is gathered, and given to `member`. */
  list(key: string): JsonElementSink | undefined;
}

/** Bounds of what is parsed, so that a document of one giant value doesn't become a giant in memory. */
export interface JsonLimits {
  /** Bytes that one member, or one element of a list, may have. */
  maxPieceBytes: number;
  /** Bytes of all members together, without the lists that a sink takes. */
  maxMemberBytes: number;
  /** Bytes that their values may take in memory, about; the same for one element of a list that a sink takes. */
  maxValueBytes?: number;
}

type State =
  | 'start'
  | 'first'
  | 'next'
  | 'list-first'
  | 'list-next'
  | 'after'
  | 'done';

/**
 * Reads a JSON object whose bytes come in pieces of any size: its members one by one, and the elements of its lists one
 * by one, so that the document is never in memory as a whole. Accepts just the documents that {@link parseExactJson}
 * accepts and that are an object.
 */
export class JsonMemberStream {
  readonly #handler: JsonMemberHandler;
  readonly #options: JsonLimits & { location: string };
  #state: State = 'start';
  #key = '';
  #sink: JsonElementSink | undefined;
  #gathered: JsonValue[] = [];
  #index = 0;
  #memberBytes = 0;
  readonly #budget: JsonBudget;
  /** Bytes of a piece that isn't whole yet. */
  #carry: Buffer = Buffer.alloc(0);
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  /** The carried piece is tried again when so many bytes have come: twice as many each time, or the time would be quadratic. */
  #wanted = 0;
  /** Bytes of the document before the window that is worked on. */
  #offset = 0;
  #isLast = false;

  constructor(
    handler: JsonMemberHandler,
    options: JsonLimits & { location: string },
  ) {
    this.#handler = handler;
    this.#options = options;
    this.#budget = { bytesLeft: this.#maxValueBytes() };
  }

  /**
   * The next bytes. They are read before this returns, and not kept but for the piece that is cut at their end.
   * @throws CorruptMetadataError with byte offset and path, LimitExceededError.
   */
  push(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    if (this.#waitingBytes + chunk.length < this.#wanted) {
      // A copy: the memory is the caller's.
      this.#waiting.push(Buffer.from(chunk));
      this.#waitingBytes += chunk.length;
      return;
    }
    this.#take(this.#withWaiting(chunk));
  }

  /** The document is over. */
  end(): void {
    this.#isLast = true;
    this.#take(this.#withWaiting(new Uint8Array()));
    if (this.#carry.length > 0 || this.#state !== 'done')
      throw this.#error('the text ends too early', this.#carry.length);
  }

  #withWaiting(chunk: Uint8Array): Buffer {
    const pieces = [...this.#waiting, chunk];
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#wanted = 0;
    return pieces.length === 1
      ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
      : Buffer.concat(pieces);
  }

  /** Works on what was carried over together with as little of the chunk as it takes, then on the chunk itself. */
  #take(chunk: Buffer): void {
    let start = 0;
    let step = Math.max(FIRST_STEP, this.#carry.length);
    while (this.#carry.length > 0) {
      const carried = this.#carry.length;
      const end = Math.min(chunk.length, start + step);
      const joint = Buffer.concat([this.#carry, chunk.subarray(start, end)]);
      const position = this.#run(joint, carried);
      this.#offset += position;
      if (position >= carried) {
        this.#carry = Buffer.alloc(0);
        start += position - carried;
        break;
      }
      this.#carry = joint.subarray(position);
      start = end;
      step = this.#carry.length;
      if (end === chunk.length) return this.#keep(this.#carry);
    }
    const position = this.#run(chunk.subarray(start), Infinity);
    this.#offset += position;
    return this.#keep(chunk.subarray(start + position));
  }

  #keep(rest: Buffer): void {
    if (rest.length > this.#options.maxPieceBytes) this.#limit(rest.length);
    // A copy, so that the chunk itself can go.
    this.#carry = Buffer.from(rest);
    this.#wanted = rest.length > FIRST_STEP ? rest.length : 0;
  }

  /** Takes whole pieces that start before `stop`; gives the position of the first byte that wasn't taken. */
  #run(bytes: Buffer, stop: number): number {
    let position = 0;
    for (;;) {
      position = skipSpace(bytes, position);
      if (position >= bytes.length || position >= stop) break;
      const next = this.#step(bytes, position);
      if (next < 0) break;
      position = next;
    }
    this.#sink?.release?.();
    return position;
  }

  #step(bytes: Buffer, position: number): number {
    const byte = bytes[position];
    switch (this.#state) {
      case 'start':
        return this.#open(bytes, position);
      case 'first':
        if (byte === 0x7d) return this.#go('done', position + 1);
        return this.#member(bytes, position);
      case 'next':
        return this.#member(bytes, position);
      case 'after':
        if (byte === 0x2c) return this.#go('next', position + 1);
        if (byte === 0x7d) return this.#go('done', position + 1);
        throw this.#error('expected "," or "}"', position);
      case 'list-first':
        if (byte === 0x5d) return this.#closeList(position + 1);
        return this.#element(bytes, position);
      case 'list-next':
        if (byte === 0x5d) return this.#closeList(position + 1);
        if (byte !== 0x2c) throw this.#error('expected "," or "]"', position);
        return this.#nextElement(bytes, position);
      default:
        throw this.#error('text after the end of the document', position);
    }
  }

  #go(state: State, position: number): number {
    this.#state = state;
    return position;
  }

  #open(bytes: Buffer, position: number): number {
    const hasMark = this.#offset === 0 && position === 0 && bytes[0] === 0xef;
    if (hasMark && bytes.length < 3 && !this.#isLast) return INCOMPLETE;
    // TextDecoder takes a byte order mark away, too.
    const start =
      hasMark && bytes[1] === 0xbb && bytes[2] === 0xbf
        ? skipSpace(bytes, 3)
        : position;
    if (start >= bytes.length) return INCOMPLETE;
    if (bytes[start] === 0x7b) return this.#go('first', start + 1);
    const { location } = this.#options;
    throw new CorruptMetadataError(
      `${location} is not table metadata: it must hold a JSON object`,
      { location, offset: this.#offset + start },
    );
  }

  #member(bytes: Buffer, start: number): number {
    if (bytes[start] !== 0x22)
      throw this.#error('expected a key in double quotes', start);
    const end = findJsonValueEnd(bytes, start, 1, this.#isLast);
    if (end < 0) return INCOMPLETE;
    const colon = skipSpace(bytes, end);
    if (colon >= bytes.length) return INCOMPLETE;
    if (bytes[colon] !== 0x3a)
      throw this.#error('expected ":" after a key', colon);
    const value = skipSpace(bytes, colon + 1);
    if (value >= bytes.length) return INCOMPLETE;
    const key = this.#parse(bytes, start, end) as string;
    if (bytes[value] === 0x5b) {
      this.#key = key;
      this.#index = 0;
      this.#sink = this.#handler.list(key);
      this.#gathered = [];
      return this.#go('list-first', value + 1);
    }
    const valueEnd = this.#endOf(bytes, value);
    if (valueEnd < 0) return INCOMPLETE;
    this.#key = key;
    this.#handler.member(key, this.#parse(bytes, value, valueEnd));
    return this.#go('after', valueEnd);
  }

  #nextElement(bytes: Buffer, comma: number): number {
    const start = skipSpace(bytes, comma + 1);
    return start < bytes.length ? this.#element(bytes, start) : INCOMPLETE;
  }

  #element(bytes: Buffer, start: number): number {
    const scanned = this.#sink?.scan?.(bytes, start) ?? -1;
    if (scanned >= 0) {
      this.#index++;
      return this.#go('list-next', scanned);
    }
    const end = this.#endOf(bytes, start);
    if (end < 0) return INCOMPLETE;
    const element = this.#parse(bytes, start, end);
    if (this.#sink) this.#sink.add(element, this.#index);
    else this.#gathered.push(element);
    this.#index++;
    return this.#go('list-next', end);
  }

  #closeList(position: number): number {
    if (!this.#sink) this.#handler.member(this.#key, this.#gathered);
    this.#sink = undefined;
    this.#gathered = [];
    return this.#go('after', position);
  }

  #endOf(bytes: Buffer, start: number): number {
    const end = findJsonValueEnd(bytes, start, MAX_DEPTH, this.#isLast);
    if (end === TOO_DEEP)
      throw this.#error(`nested deeper than ${MAX_DEPTH} levels`, start);
    return end;
  }

  #parse(bytes: Buffer, start: number, end: number): JsonValue {
    if (end === start) throw this.#error('expected a value', start);
    const piece = bytes.subarray(start, end);
    this.#limit(piece.length);
    let text: string;
    try {
      text = UTF8.decode(piece);
    } catch (cause) {
      throw this.#error('it is not UTF-8 text', start, cause);
    }
    try {
      // What a sink takes, it does not keep as it is.
      const budget = this.#sink
        ? { bytesLeft: this.#maxValueBytes() }
        : this.#budget;
      return parseExactJson(text, undefined, budget);
    } catch (cause) {
      if (cause instanceof LimitExceededError)
        throw new LimitExceededError(
          `${
            this.#options.location
          } has more values than there is memory for them`,
          { location: this.#options.location, cause },
        );
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw this.#error(reason, start, cause);
    }
  }

  #maxValueBytes(): number {
    return this.#options.maxValueBytes ?? Number.POSITIVE_INFINITY;
  }

  #limit(pieceBytes: number): void {
    const { maxPieceBytes, maxMemberBytes, location } = this.#options;
    if (!this.#sink) this.#memberBytes += pieceBytes;
    const key = shortened(this.#key);
    const place = this.#state.startsWith('list')
      ? `${key}[${this.#index}]`
      : `The member after "${key}"`;
    if (pieceBytes > maxPieceBytes)
      throw new LimitExceededError(
        `${place} of ${location} has more than ${maxPieceBytes} bytes`,
        { location },
      );
    if (this.#memberBytes > maxMemberBytes)
      throw new LimitExceededError(
        `${location} has more than ${maxMemberBytes} bytes beside its snapshots`,
        { location },
      );
  }

  #error(
    problem: string,
    position: number,
    cause?: unknown,
  ): CorruptMetadataError {
    const { location } = this.#options;
    const offset = this.#offset + position;
    const key = shortened(this.#key);
    const path = this.#state.startsWith('list')
      ? `${key}[${this.#index}]`
      : key;
    const where = path === '' ? '' : ` (${path})`;
    return new CorruptMetadataError(
      `Not valid JSON from byte ${offset}${where} of ${location}: ${problem}`,
      { location, offset, path: path === '' ? undefined : path, cause },
    );
  }
}

/** A key as messages have it: a damaged file may have one of megabytes. */
function shortened(key: string): string {
  return key.length > MAX_SHOWN_KEY ? `${key.slice(0, MAX_SHOWN_KEY)}…` : key;
}

const MAX_SHOWN_KEY = 80;

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function skipSpace(bytes: Uint8Array, start: number): number {
  let position = start;
  for (; position < bytes.length; position++) {
    const byte = bytes[position];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
  }
  return position;
}
