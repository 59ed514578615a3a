import fc from 'fast-check';
import { parseYaml } from './parseYaml';
import { SourcePlaces } from './SourcePlaces';

/** Parts of files that come one after another; `MARK` becomes a word that stands once in the file. */
const PARTS = [
  ...['---\n', '--- \n', '--- # c\n', '---\t\n', '---#\n', '...\n'],
  ...['# comment\n', '\n', '  \n', '#c\r---\n', '%YAML 1.2\n---\nk: MARK\n'],
  ...['--- {k: MARK}\n', '--- !!map\nk: MARK\n', 'k: MARK\n', '---\n- MARK\n'],
  ...['--- |\n MARK\n', '--- text MARK\n', '---\n? k\n: MARK\n'],
  ...['---\nk:\tMARK\n', '---\nk: [\n\tMARK\n\t]\n', '---\nk: MARK\n ---\n'],
  ...['---\nk: MARK # c\n# d\n', '---\nk: &a MARK\n', '---\nk: *a\n'],
  ...["---\nk: 'MARK'\n\n\n", '---\nk: "MARK\n  more"\n'],
  ...['---\nk: "\\\n  MARK"\n', '---\nk: "MARK\n\n  ---\n  x"\n'],
  '---\nk: null\nl: ~\nm:\nn: MARK\n',
  '---\n{"k": "MARK",\n "l": [1,\n "MARK"]}\n',
  '---\nk:\n  - MARK\n  -\n    n: MARK\n',
  ...['---\nk: MARK\u2028x\n', '---\nk: MARK\u0085x\nl: MARK\n'],
  '---\rk: MARK\rl: |\r  MARK\r',
  '---\r\nk: MARK\r\nl: |\r\n  MARK\r\n  b\r\n',
  ...['---\nk: |2\n   MARK\n  x\n', '---\nk: |-1\n  MARK\n'],
  ...['---\nk: |3-\n     MARK\n', '---\nk: |2\n\n    MARK\n'],
  ...['---\nk: |+\n  MARK\n\n', '---\nk: >-\n  MARK\n\n  y\n'],
  ...['---\nk: |\n\n\n  MARK\n  a\n', '---\nk: |  # c\n    MARK\n     more\n'],
  ...['---\nk:\n    |\n  a\n  MARK\n', '---\nk: !!str |\n  MARK\n'],
  ...['---\nk: |\n  \tMARK\n', '---\n- |\n MARK\n- MARK\n'],
  ...['---\nk: >\n   MARK\n    a\n   b\n', '---\nk: |\n  MARK'],
  '---\nk: |\n  MARK\n  # no comment\n # comment\nl: MARK\n',
];

/** The words of a value that don't stand where their place says. */
function misplaced(
  value: unknown,
  text: string,
  places: SourcePlaces,
): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) => {
    const mark = typeof child === 'string' && /mark\d+x/.exec(child)?.[0];
    if (!mark) return misplaced(child, text, places);
    const key = Array.isArray(value) ? Number(name) : name;
    return isPlaced(value, key, { child, mark, text, places }) ? [] : [mark];
  });
}

function isPlaced(
  container: object,
  key: string | number,
  {
    child,
    mark,
    text,
    places,
  }: { child: string; mark: string; text: string; places: SourcePlaces },
): boolean {
  const at = ([start, end]: [number, number]) => text.slice(start, end);
  const line = text.slice(0, text.indexOf(mark)).split(/\r\n|\r|\n/).length;
  const place = places.of(container, key);
  if (!place.range || !at(place.range).includes(mark) || place.line! > line)
    return false;
  if (typeof key === 'number') return true;
  const source = places.textOf(container, key)!;
  const lines = child.split('\n');
  const index = lines.findIndex(part => part.includes(mark));
  const found = source.placeOf(index);
  const whole = source.wholeLineOf(index);
  return (
    found.line === line &&
    // Where the text can be edited, it is exactly that line.
    (!found.range || at(found.range).replace(/\r$/, '') === lines[index]) &&
    (!whole || at(whole).includes(mark))
  );
}

it('what a place says is where the value stands, whatever comes before it, however its lines end', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...PARTS), { minLength: 1, maxLength: 6 }),
      fc.constantFrom('', '\uFEFF'),
      fc.constantFrom('\n', '\n', '\r\n', '\r'),
      fc.boolean(),
      (parts, mark, lineBreak, cut) => {
        let count = 0;
        let text =
          mark +
          parts
            .join('')
            .replace(/MARK/g, () => `mark${count++}x`)
            .replace(/\r?\n/g, lineBreak);
        if (cut) text = text.replace(/[\r\n]+$/, '');
        const places = new SourcePlaces();
        const { values } = parseYaml('f.yaml', text, places);
        expect(values.flatMap(value => misplaced(value, text, places))).toEqual(
          [],
        );
      },
    ),
    { numRuns: 600 },
  );
});

it('of a key that stands twice the place is that of the last, which counts', () => {
  for (const more of [0, 30]) {
    const text = `a: 1\n${Array.from(
      { length: more },
      (_, index) => `k${index}: 1\n`,
    ).join('')}a: 2\n`;
    const places = new SourcePlaces();
    const [value] = parseYaml('f.yaml', text, places).values;
    expect(value).toMatchObject({ a: 2 });
    const { line, range } = places.of(value as object, 'a');
    expect(line).toBe(more + 2);
    expect(text.slice(...range!)).toBe('2');
  }
});

it('of what was merged from elsewhere there is a line, and nothing to edit', () => {
  const places = new SourcePlaces();
  const [value] = parseYaml(
    'f.yaml',
    'x: &x {a: 1}\ny:\n  <<: *x\n  b: 2\n',
    places,
  ).values as [{ y: object }];
  expect(places.of(value.y, 'a')).toEqual({ file: 'f.yaml', line: 3 });
});
