import { CorruptMetadataError, LimitExceededError } from '../errors';
import type { JsonBudget } from './JsonBudget';
import type { JsonObject, JsonValue } from './JsonValue';

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
// eslint-disable-next-line no-control-regex -- JSON forbids just these characters
const PLAIN_STRING = /[^"\\\u0000-\u001f]*/y;
const ESCAPES: Record<string, string> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Deeper nesting than any schema has; keeps a hostile file from exhausting the stack. */
const MAX_DEPTH = 256;

/**
 * Parses JSON (RFC 8259) and keeps every integer exact: one beyond ±(2^53−1) becomes a `bigint`.
 *
 * `JSON.parse` rounds 64-bit snapshot ids silently; with a reviver that looks at the source text it
 * does not, but takes several times as long as this parser on metadata of many snapshots.
 * Objects have no prototype, so that a key `__proto__` is just a key. Of equal keys the last one counts.
 *
 * @param text - The document.
 * @param location - Where it came from, for messages.
 * @param budget - How much memory the values may take; less is left of it afterwards.
 * @throws CorruptMetadataError with line and column; also beyond 256 levels of nesting. LimitExceededError beyond the budget.
 * @public
 */
export function parseExactJson(
  text: string,
  location?: string,
  budget?: JsonBudget,
): JsonValue {
  return new ExactJsonParser(text, location, budget).parse();
}

/** Bytes that values take in memory, about: an empty list of two characters becomes an object of 80 bytes. */
const OBJECT_BYTES = 220;
const LIST_BYTES = 80;
const VALUE_BYTES = 28;

class ExactJsonParser {
  #position = 0;
  #depth = 0;
  readonly #text: string;
  readonly #location: string | undefined;
  readonly #budget: JsonBudget;

  constructor(
    text: string,
    location: string | undefined,
    budget: JsonBudget = { bytesLeft: Number.POSITIVE_INFINITY },
  ) {
    this.#text = text;
    this.#location = location;
    this.#budget = budget;
  }

  parse(): JsonValue {
    const value = this.#value();
    this.#skipSpace();
    if (this.#position < this.#text.length)
      throw this.#error('text after the end of the document');
    return value;
  }

  #value(): JsonValue {
    this.#take(VALUE_BYTES);
    this.#skipSpace();
    const char = this.#text.charCodeAt(this.#position);
    switch (char) {
      case 0x7b:
        return this.#object();
      case 0x5b:
        return this.#array();
      case 0x22:
        return this.#string();
      case 0x74:
        return this.#literal('true', true);
      case 0x66:
        return this.#literal('false', false);
      case 0x6e:
        return this.#literal('null', null);
      default:
        return this.#number();
    }
  }

  #object(): JsonObject {
    this.#take(OBJECT_BYTES);
    const result: JsonObject = Object.create(null);
    this.#enter();
    if (this.#next() === '}') {
      this.#leave();
      return result;
    }
    for (;;) {
      if (this.#next() !== '"')
        throw this.#error('expected a key in double quotes');
      const key = this.#string();
      if (this.#next() !== ':') throw this.#error('expected ":" after a key');
      this.#position++;
      result[key] = this.#value();
      const separator = this.#next();
      if (separator === ',') this.#position++;
      else if (separator === '}') break;
      else throw this.#error('expected "," or "}"');
    }
    this.#leave();
    return result;
  }

  #array(): JsonValue[] {
    this.#take(LIST_BYTES);
    const result: JsonValue[] = [];
    this.#enter();
    if (this.#next() === ']') {
      this.#leave();
      return result;
    }
    for (;;) {
      result.push(this.#value());
      const separator = this.#next();
      if (separator === ',') this.#position++;
      else if (separator === ']') break;
      else throw this.#error('expected "," or "]"');
    }
    this.#leave();
    return result;
  }

  #string(): string {
    const text = this.#text;
    let result = '';
    this.#position++;
    for (;;) {
      PLAIN_STRING.lastIndex = this.#position;
      PLAIN_STRING.test(text);
      const end = PLAIN_STRING.lastIndex;
      result += text.slice(this.#position, end);
      this.#position = end;
      const char = text.charCodeAt(end);
      if (char === 0x22) {
        this.#position++;
        return result;
      }
      if (char !== 0x5c) {
        throw this.#error('a control character inside a string');
      }
      result += this.#escape();
    }
  }

  #escape(): string {
    const letter = this.#text[this.#position + 1];
    if (letter === 'u') {
      const hex = this.#text.slice(this.#position + 2, this.#position + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(hex))
        throw this.#error('expected four hex digits after "\\u"');
      this.#position += 6;
      return String.fromCharCode(parseInt(hex, 16));
    }
    const plain = letter === undefined ? undefined : ESCAPES[letter];
    if (plain === undefined) throw this.#error('unknown escape in a string');
    this.#position += 2;
    return plain;
  }

  #number(): number | bigint {
    NUMBER.lastIndex = this.#position;
    const match = NUMBER.exec(this.#text);
    if (!match) {
      throw this.#error('expected a value');
    }
    // Nothing in a table is that long; BigInt() of a megabyte of digits takes quadratic time.
    if (match[0].length > 400)
      throw this.#error('a number of more than 400 digits');
    this.#position = NUMBER.lastIndex;
    const value = Number(match[0]);
    const isInteger = match[1] === undefined && match[2] === undefined;
    if (!isInteger || Number.isSafeInteger(value)) return value;
    return BigInt(match[0]);
  }

  #literal<T extends boolean | null>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#position))
      throw this.#error('expected a value');
    this.#position += word.length;
    return value;
  }

  #take(bytes: number): void {
    this.#budget.bytesLeft -= bytes;
    if (this.#budget.bytesLeft >= 0) return;
    const name = this.#location ?? 'A JSON document';
    throw new LimitExceededError(
      `${name} has more values than there is memory for them`,
      { location: this.#location },
    );
  }

  #enter(): void {
    this.#position++;
    if (++this.#depth > MAX_DEPTH)
      throw this.#error(`nested deeper than ${MAX_DEPTH} levels`);
  }

  #leave(): void {
    this.#position++;
    this.#depth--;
  }

  /** The next character that is not space, without taking it. */
  #next(): string | undefined {
    this.#skipSpace();
    return this.#text[this.#position];
  }

  #skipSpace(): void {
    for (;;) {
      const char = this.#text.charCodeAt(this.#position);
      if (char !== 0x20 && char !== 0x0a && char !== 0x0d && char !== 0x09)
        return;
      this.#position++;
    }
  }

  #error(problem: string): CorruptMetadataError {
    const before = this.#text.slice(0, this.#position);
    const line = before.split('\n').length;
    const column = this.#position - before.lastIndexOf('\n');
    const where = `line ${line}, column ${column}`;
    const name = this.#location === undefined ? '' : ` of ${this.#location}`;
    const isAtEnd = this.#position >= this.#text.length;
    const reason = isAtEnd ? 'the text ends too early' : problem;
    return new CorruptMetadataError(
      `Not valid JSON at ${where}${name}: ${reason}`,
      {
        location: this.#location,
        path: where,
      },
    );
  }
}
