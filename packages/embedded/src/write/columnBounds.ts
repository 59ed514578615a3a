import {
  encodeSingleValue,
  type SingleValue,
} from '@lakehouse-portal/table-metadata';
import { parsePrimitiveType } from '../schema/primitiveType';
import type { MetricsMode } from './metricsMode';

/** The engine cuts longer texts in its statistics without saying so, in bytes. */
const ENGINE_LIMIT = 250;

/** So many characters always fit into what the engine keeps. */
const SAFE_LENGTH = 60;

const MICROS_PER_SECOND = 1_000_000n;
const SECONDS_PER_DAY = 86_400n;

/**
 * A bound in single-value serialization, from the text that the engine's statistics give.
 *
 * @returns undefined where there can be none: a text that has no successor, an infinite date, a form that is not known.
 *   Bounds are optional, so leaving one out is always right.
 * @see https://iceberg.apache.org/spec/#appendix-d-single-value-serialization
 */
export function columnBound(
  side: 'lower' | 'upper',
  type: string,
  text: string,
  mode: MetricsMode,
): Uint8Array | undefined {
  const value = parseStatistic(side, type, text, mode);
  return value === undefined
    ? undefined
    : encodeSingleValue({ kind: 'primitive', name: type }, value);
}

function parseStatistic(
  side: 'lower' | 'upper',
  type: string,
  text: string,
  mode: MetricsMode,
): SingleValue | undefined {
  const primitive = parsePrimitiveType(type, 'a column');
  switch (primitive.name) {
    case 'boolean':
      return text === '1' || text === 'true';
    case 'int':
      return Number(text);
    case 'long':
      return BigInt(text);
    case 'float':
    case 'double':
      return parseFloatBound(side, text);
    case 'decimal':
      return parseDecimal(text, primitive.scale);
    case 'date':
      return parseDays(text);
    case 'time':
      return parseClock(text, 6);
    case 'timestamp':
      return parseInstant(text, 6);
    case 'timestamptz':
      return parseInstant(text.replace(/\+00(:00)?$/, ''), 6);
    case 'timestamp_ns':
      return parseInstant(text, 9);
    case 'uuid':
      return text;
    case 'string':
      return cutText(side, text, lengthOf(mode, Buffer.byteLength(text)));
    case 'fixed':
    case 'binary':
      return cutBytes(
        side,
        Uint8Array.from(Buffer.from(text, 'hex')),
        primitive.name === 'fixed'
          ? undefined
          : lengthOf(mode, text.length / 2),
      );
    default:
      return undefined;
  }
}

/** -0.0 comes before 0.0 in Iceberg, and the engine does not tell which it met. */
function parseFloatBound(
  side: 'lower' | 'upper',
  text: string,
): number | undefined {
  const value = Number(text.replace('inf', 'Infinity'));
  if (Number.isNaN(value)) return undefined;
  if (value === 0) return side === 'lower' ? -0 : 0;
  return value;
}

function parseDecimal(text: string, scale: number): bigint | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return undefined;
  const unscaled = BigInt(
    match[2] + (match[3] ?? '').padEnd(scale, '0').slice(0, scale),
  );
  return match[1] ? -unscaled : unscaled;
}

function parseDays(text: string): number | undefined {
  const match = /^(\d{4,6})-(\d\d)-(\d\d)$/.exec(text);
  if (!match) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return date.getTime() / 86_400_000;
}

function parseClock(text: string, digits: number): bigint | undefined {
  const match = /^(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?$/.exec(text);
  if (!match) return undefined;
  const seconds =
    BigInt(match[1]) * 3600n + BigInt(match[2]) * 60n + BigInt(match[3]);
  return (
    seconds * 10n ** BigInt(digits) +
    BigInt((match[4] ?? '').padEnd(digits, '0').slice(0, digits) || '0')
  );
}

function parseInstant(text: string, digits: 6 | 9): bigint | undefined {
  const [day, clock] = text.split(' ');
  const days = parseDays(day);
  const ofDay = clock === undefined ? undefined : parseClock(clock, digits);
  if (days === undefined || ofDay === undefined) return undefined;
  const unit = digits === 6 ? MICROS_PER_SECOND : MICROS_PER_SECOND * 1000n;
  return BigInt(days) * SECONDS_PER_DAY * unit + ofDay;
}

function lengthOf(mode: MetricsMode, bytes: number): number | undefined {
  if (mode.kind === 'truncate')
    return Math.min(
      mode.length,
      bytes > ENGINE_LIMIT ? SAFE_LENGTH : mode.length,
    );
  return bytes > ENGINE_LIMIT ? SAFE_LENGTH : undefined;
}

/**
 * Cuts a text to so many characters; an upper bound is then raised at its last character that can be raised.
 */
export function cutText(
  side: 'lower' | 'upper',
  text: string,
  length: number | undefined,
): string | undefined {
  const characters = [...text.slice(0, (length ?? text.length) * 2)].slice(
    0,
    length,
  );
  const cut = characters.join('');
  if (cut.length === text.length || side === 'lower') return cut;
  for (let at = characters.length - 1; at >= 0; at--) {
    const next = nextCodePoint(characters[at].codePointAt(0) ?? 0);
    if (next !== undefined)
      return characters.slice(0, at).join('') + String.fromCodePoint(next);
  }
  return undefined;
}

function nextCodePoint(codePoint: number): number | undefined {
  if (codePoint >= 0x10ffff) return undefined;
  // Surrogates are no characters.
  return codePoint + 1 >= 0xd800 && codePoint + 1 <= 0xdfff
    ? 0xe000
    : codePoint + 1;
}

function cutBytes(
  side: 'lower' | 'upper',
  bytes: Uint8Array,
  length: number | undefined,
): Uint8Array | undefined {
  if (length === undefined || bytes.length <= length) return bytes;
  const cut = bytes.slice(0, length);
  if (side === 'lower') return cut;
  for (let at = cut.length - 1; at >= 0; at--) {
    if (cut[at] < 255) {
      const raised = cut.slice(0, at + 1);
      raised[at] += 1;
      return raised;
    }
  }
  return undefined;
}
