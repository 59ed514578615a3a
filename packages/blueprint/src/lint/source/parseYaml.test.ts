import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { composeYaml } from './composeYaml';
import { LineIndex } from './LineIndex';
import { loadPlainYaml } from './loadPlainYaml';
import { parseYaml } from './parseYaml';
import { SourcePlaces } from './SourcePlaces';
import { toPlainValue } from './toPlainValue';

/** Every container of a value with the place of each of its entries. */
function placesIn(value: unknown, places: SourcePlaces): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return [
    places.of(value),
    ...entries.flatMap(([key, item]) => [
      places.of(value, key),
      typeof key === 'string' && typeof item === 'string'
        ? [0, 1].map(index => [
            places.textOf(value, key)?.placeOf(index),
            places.textOf(value, key)?.wholeLineOf(index),
          ])
        : undefined,
      ...placesIn(item, places),
    ]),
  ];
}

function originOf(text: string) {
  return { file: 'f.yaml', source: text, lines: new LineIndex(text) };
}

/** What the quick way and that with trees make of a text; `undefined` where the quick one leaves it to the other. */
function readBothWays(text: string) {
  const origin = originOf(text);
  const quickPlaces = new SourcePlaces();
  const quick = loadPlainYaml(origin, quickPlaces);
  if (!quick) return undefined;
  const places = new SourcePlaces();
  const documents = composeYaml(text, () => {});
  const values = documents.map(({ contents }) =>
    toPlainValue(contents, {
      ...{ places, origin, duplicates: [], oddKeys: [] },
    }),
  );
  return {
    errors: documents.flatMap(({ errors }) => errors.map(String)),
    quick: { values: quick, places: placesIn(quick, quickPlaces) },
    trees: { values, places: placesIn(values, places) },
  };
}

/** Of block scalars of blank lines alone the two keep other spaces. */
function mended(values: unknown[]): unknown {
  return JSON.parse(
    JSON.stringify(values, (_, item) =>
      typeof item === 'string' ? item.trimEnd() : item,
    ),
  );
}

/**
 * After a comment that begins before the value that follows it, the library that makes trees takes a key with a question
 * mark for more of that value; the quick way reads it as it is meant.
 */
function isMisreadWithTrees(text: string): boolean {
  return /^[ -]*#/m.test(text) && /^[ -]*\?\s/m.test(text);
}

const word = fc.constantFrom(
  ...['a', 'name', 'x-y', 'true', 'null', '~', '1', '0x1F', '0o17', '1_000'],
  ...['-1.5e3', '.inf', '.NaN', '+1', '012', '1:20', '2001-01-01', 'yes', ''],
  ...['#', '# c', 'a #b', 'a: b', '- a', '*', '&a', '!', '%', '@', '`', '?'],
  ...['9007199254740993', '1e400', '0.1', 'é😀', ' lead', 'trail ', '\\n'],
  ...['constructor', '__proto__', 'line\nline\n', 'line\n\n\nline', '\ttab'],
);
const value = fc.letrec(tie => ({
  node: fc.oneof(
    { maxDepth: 4 },
    word,
    fc.oneof(fc.integer(), fc.double(), fc.boolean(), fc.constant(null)),
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(word, tie('node'), { maxKeys: 3 }),
  ),
})).node;

describe('a manifest is read the same with and without trees', () => {
  it('in every style that it may be written in', () => {
    let quickly = 0;
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(word, value, { maxKeys: 4 }), {
          ...{ minLength: 1, maxLength: 3 },
        }),
        fc.record({
          indent: fc.constantFrom(1, 2, 4),
          indentSeq: fc.boolean(),
          lineWidth: fc.constantFrom(0, 20, 80),
          defaultStringType: fc.constantFrom(
            ...(['PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE'] as const),
            ...(['BLOCK_FOLDED', 'BLOCK_LITERAL'] as const),
          ),
          collectionStyle: fc.constantFrom('any', 'block', 'flow'),
        }),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom('', '# comment\n', '---\n', '\n\n'),
        (values, options, newline, start) => {
          const text =
            start +
            values
              .map(item =>
                stringify(item, {
                  ...options,
                  aliasDuplicateObjects: false,
                } as never),
              )
              .join('---\n')
              .replace(/\n/g, newline);
          const read = readBothWays(text);
          if (!read) return;
          quickly++;
          expect(read.errors).toEqual([]);
          expect(read.quick).toEqual(read.trees);
        },
      ),
      { numRuns: 2_000 },
    );
    expect(quickly).toBeGreaterThan(1_500);
  });

  it('whatever characters a text is made of', () => {
    const part = fc.constantFrom(
      ...['a', 'b: ', 'c:', '- ', '-', '? ', ': ', ', ', '[', ']', '{', '}'],
      ...['\n', '\n  ', '\n    ', ' ', '\t', '|', '>', '|-\n  ', '>-\n  '],
      ...['"', "'", '#', ' # c', '&x ', '*x', '!t ', '<<: ', '%'],
      ...['---\n', '...\n', '\r\n', '1', '0x', '.', 'null', 'true', '\\', '~'],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), parts => {
        const text = `k: ${parts.join('')}`;
        const read = readBothWays(text);
        if (read?.errors.length === 0 && !isMisreadWithTrees(text))
          expect([text, mended(read.quick.values)]).toEqual([
            text,
            mended(read.trees.values),
          ]);
      }),
      { numRuns: 20_000 },
    );
  });

  it('all manifests with defects', () => {
    const fixtures = join(__dirname, '../fixtures');
    const files = readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
      .filter(file => /\.ya?ml$/.test(file))
      .map(file => readFileSync(join(fixtures, file), 'utf8'));
    const read = files.map(readBothWays).filter(both => both !== undefined);
    expect(read.length).toBeGreaterThan(0.9 * files.length);
    for (const { quick, trees } of read) expect(quick).toEqual(trees);
  });
});

it.each([
  ['an alias', 'a: &x {b: 1}\nc: *x', [{ a: { b: 1 }, c: { b: 1 } }]],
  ['a merge', 'a: &x {b: 1}\nc: {<<: *x, d: 2}', undefined],
  ['an unknown tag', 'a: !secret 1', [{ a: '1' }]],
  ['a directive', '%YAML 1.1\n---\na: yes', [{ a: true }]],
  ['a key that stands twice', 'a: 1\na: 2', [{ a: 2 }]],
  ['a tab as indentation', '{\n\t"a": 1\n}', [{ a: 1 }]],
  ['a list as a key', '? [a]\n: 1\nb: 2', [{ b: 2 }]],
])('%s is left to the way with trees', (_, text, values) => {
  expect(loadPlainYaml(originOf(text), new SourcePlaces())).toBeUndefined();
  const parsed = parseYaml('f.yaml', text, new SourcePlaces());
  expect(parsed.errors).toEqual([]);
  expect(parsed.values).toEqual(values ?? [{ a: { b: 1 }, c: { b: 1, d: 2 } }]);
});

it('a key with a question mark is none of the value before it, also where that comes after a comment', () => {
  const text = 'k:\n#c\n  a\n? b';
  expect(parseYaml('f.yaml', text, new SourcePlaces()).values).toEqual([
    { k: 'a', b: null },
  ]);
});

it('a byte order mark is no part of the first key', () => {
  const { values } = parseYaml('f.yaml', '\uFEFFa: 1', new SourcePlaces());
  expect(values).toEqual([{ a: 1 }]);
});

it('the lines of a text that an alias stands for are those of the alias', () => {
  const text = 'x: &x |\n  one\n  two\ndata:\n  key: *x';
  const places = new SourcePlaces();
  const [{ data }] = parseYaml('f.yaml', text, places).values as [
    { data: object },
  ];
  const source = places.textOf(data, 'key');
  expect(source?.text).toBe('one\ntwo\n');
  expect(source?.placeOf(1)).toEqual({ file: 'f.yaml', line: 5 });
});
