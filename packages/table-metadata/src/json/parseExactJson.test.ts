import fc from 'fast-check';
import { CorruptMetadataError } from '../errors';
import { parseExactJson } from './parseExactJson';
import { stringifyExactJson } from './stringifyExactJson';

/** As `JSON.parse` gives it: with prototypes, and with every number rounded. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, plain(item)]),
  );
}

describe('parseExactJson', () => {
  it('reads every document as JSON.parse does, whatever its spacing', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 6 }),
        fc.constantFrom(0, 1, '\t', '\r\n '),
        (text, indent) => {
          const spaced = JSON.stringify(JSON.parse(text), undefined, indent);
          expect(plain(parseExactJson(spaced))).toEqual(JSON.parse(spaced));
        },
      ),
    );
  });

  it('keeps every integer exact, and gives a number where a number can hold it', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }), value => {
        const parsed = parseExactJson(`{"id": [${value}]}`) as {
          id: Array<number | bigint>;
        };
        expect(BigInt(parsed.id[0])).toBe(value);
        expect(typeof parsed.id[0]).toBe(
          Number.isSafeInteger(Number(value)) ? 'number' : 'bigint',
        );
      }),
    );
  });

  it('refuses whatever JSON.parse refuses, with a typed error', () => {
    fc.assert(
      fc.property(
        // V8 itself reads the key "\"" as "\\" where it saw an object with that key before (Node 24.21).
        fc.json().filter(text => !text.includes('\\\\')),
        fc.nat(),
        fc.constantFrom('', '"', '}', ',', 'e', '\\', '\u0001', '0'),
        (text, at, wedge) => {
          const place = at % (text.length + 1);
          const damaged = text.slice(0, place) + wedge + text.slice(place + 1);
          let isValid = true;
          try {
            JSON.parse(damaged);
          } catch {
            isValid = false;
          }
          if (isValid)
            expect(plain(parseExactJson(damaged))).toEqual(JSON.parse(damaged));
          else
            expect(() => parseExactJson(damaged)).toThrow(CorruptMetadataError);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('says where the damage is', () => {
    expect(() => parseExactJson('{\n  "a": 1,\n  "b": }', 'x.json')).toThrow(
      'Not valid JSON at line 3, column 8 of x.json: expected a value',
    );
    expect(() => parseExactJson('{"a": "b')).toThrow('the text ends too early');
  });

  it('treats __proto__ as a key like any other', () => {
    const parsed = parseExactJson(
      '{"__proto__": {"polluted": true}}',
    ) as Record<string, unknown>;
    expect(Object.keys(parsed)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('refuses nesting that would exhaust the stack, and numbers that would exhaust the clock', () => {
    expect(() => parseExactJson('['.repeat(1_000_000))).toThrow(
      'nested deeper than 256 levels',
    );
    expect(() => parseExactJson('9'.repeat(1_000_000))).toThrow(
      'more than 400 digits',
    );
  });
});

describe('stringifyExactJson', () => {
  it('writes integers beyond 2^53-1 as strings and others as numbers', () => {
    expect(
      stringifyExactJson({
        a: 2n ** 53n - 1n,
        b: 2n ** 53n,
        c: -(2n ** 63n),
        d: undefined,
        e: 5,
      }),
    ).toBe(
      '{"a":9007199254740991,"b":"9007199254740992","c":"-9223372036854775808","e":5}',
    );
  });
});
