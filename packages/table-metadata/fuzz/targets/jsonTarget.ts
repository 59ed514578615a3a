import { parseExactJson, stringifyExactJson, TableReadError } from '../../src';
import type { FuzzInput } from '../engine/FuzzInput';
import { must } from '../engine/OracleViolation';
import { mutateBytes } from '../mutators/mutateBytes';
import { mutateJson } from '../mutators/mutateJson';
import { seedTables } from '../seeds/seedTables';
import { attempt } from './attempt';
import type { FuzzTarget } from './FuzzTarget';

const SEEDS = [
  '[0,-0,1.5,1e3,9007199254740993,-9223372036854775808,true,false,null]',
  '{"a":{"b":[{"c":"\\u0041\\n\\ud83d\\ude00"}]},"__proto__":1,"a":2}',
  ' [ ] ',
  '"text"',
];

/** JSON against `JSON.parse`: the same documents are accepted, with the same values, but for integers exactly. */
export const jsonTarget: FuzzTarget = {
  name: 'json',
  weight: 2,
  seeds: () =>
    [
      ...SEEDS.map(text => Buffer.from(text)),
      ...seedTables().flatMap(files =>
        [...files]
          .filter(([, bytes]) => bytes[0] === 0x7b && bytes.length < 12_000)
          .map(([, bytes]) => bytes),
      ),
    ].map(bytes => ({ target: 'json', files: new Map([['json', bytes]]) })),
  mutate: (input, random) => {
    const bytes = content(input);
    const changed = random.chance(0.2)
      ? mutateBytes(bytes, random)
      : Buffer.from(mutateJson(Buffer.from(bytes).toString('utf8'), random));
    return { target: 'json', files: new Map([['json', changed]]) };
  },
  run: input => {
    const text = Buffer.from(content(input)).toString('utf8');
    let refusal: unknown;
    const ours = attempt(() => {
      try {
        return { value: parseExactJson(text) as unknown };
      } catch (error) {
        refusal = error;
        throw error;
      }
    });
    const theirs = parseWithSource(text);
    if (theirs === 'too deep') {
      must(!ours, 'json-deep', () => 'nesting without bound was accepted');
    } else if (!ours) {
      must(
        theirs === undefined || isLimit(refusal),
        'json-refused',
        () => `valid JSON was refused: ${String(refusal)}`,
      );
    } else {
      must(
        theirs !== undefined,
        'json-accepted',
        () => 'no JSON, but accepted',
      );
      const place = difference(ours.value, theirs.value, '$');
      must(place === undefined, 'json-value', () => `differs at ${place}`);
      stringifyExactJson(ours.value);
    }
  },
};

function content({ files }: FuzzInput): Uint8Array {
  return files.get('json') ?? new Uint8Array();
}

/** Bounds that the reader sets on purpose. */
function isLimit(error: unknown): boolean {
  return (
    error instanceof TableReadError &&
    /nested deeper than|more than \d+ digits|more than \d/.test(error.message)
  );
}

/** `JSON.parse` with integers beyond 2^53 taken from the text. */
function parseWithSource(
  text: string,
): { value: unknown } | undefined | 'too deep' {
  try {
    return {
      value: JSON.parse(text, ((
        _key: string,
        value: unknown,
        context?: { source?: string },
      ) => {
        const source = context?.source;
        return typeof value === 'number' &&
          source !== undefined &&
          /^-?\d+$/.test(source) &&
          !Number.isSafeInteger(value)
          ? BigInt(source)
          : value;
      }) as (key: string, value: unknown) => unknown),
    };
  } catch (error) {
    return error instanceof RangeError ? 'too deep' : undefined;
  }
}

/** The first place where two values differ. */
function difference(
  ours: unknown,
  theirs: unknown,
  path: string,
): string | undefined {
  if (
    typeof ours !== 'object' ||
    typeof theirs !== 'object' ||
    !ours ||
    !theirs
  )
    return Object.is(ours, theirs)
      ? undefined
      : `${path}: ${String(ours)} instead of ${String(theirs)}`;
  if (Array.isArray(ours) !== Array.isArray(theirs)) return path;
  const keys = Object.keys(ours);
  if (keys.length !== Object.keys(theirs).length) return `${path}: keys`;
  for (const key of keys) {
    if (!Object.hasOwn(theirs, key)) return `${path}.${key} is no key`;
    const place = difference(
      (ours as Record<string, unknown>)[key],
      (theirs as Record<string, unknown>)[key],
      `${path}.${key}`,
    );
    if (place !== undefined) return place;
  }
  return undefined;
}
