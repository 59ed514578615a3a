import fc from 'fast-check';
import { stringify } from 'yaml';
import { anyLakehouse } from '../testing/anyLakehouse';
import {
  InvalidLakehouseError,
  type LakehouseProblem,
} from './InvalidLakehouseError';
import { parseLakehouse, readLakehouse } from './parseLakehouse';

const HEAD = `apiVersion: lakehouse-portal.io/v1alpha1
kind: Lakehouse
metadata:
  name: lake
spec:
  owner: group:default/data
`;

function problemsOf(text: string): readonly LakehouseProblem[] {
  try {
    parseLakehouse(text, 'lake.yaml');
  } catch (error) {
    if (error instanceof InvalidLakehouseError) return error.problems;
    throw error;
  }
  return [];
}

function rejects(value: unknown): readonly LakehouseProblem[] {
  try {
    readLakehouse(value, 'form');
  } catch (error) {
    if (error instanceof InvalidLakehouseError) return error.problems;
    throw error;
  }
  return [];
}

/** Words that the library says to programmers. */
const LIBRARY = /invalid|expected|received|zod|undefined|too (big|small)|NaN/i;

describe('parseLakehouse', () => {
  it('reads what stringify writes of any document, and JSON, too', () => {
    fc.assert(
      fc.property(anyLakehouse, document => {
        expect(parseLakehouse(stringify(document), 'x')).toEqual(document);
        expect(parseLakehouse(JSON.stringify(document), 'x')).toEqual(document);
      }),
      { numRuns: 100 },
    );
  });

  it('shares what an anchor names, and merges', () => {
    const { spec } = parseLakehouse(
      `${HEAD}  trino:
    coordinator: &node { cpu: 2, memory: 4Gi }
    worker:
      <<: *node
      memory: 8Gi
`,
      'x',
    );
    expect(spec.trino).toEqual({
      coordinator: { cpu: 2, memory: '4Gi' },
      worker: { cpu: 2, memory: '8Gi' },
    });
  });

  it.each([
    ['', 1, '', 'is empty'],
    ['# nothing\n---\n', 1, '', 'is empty'],
    [`${HEAD}---\n${HEAD}`, 1, '', 'has 2 documents; a lakehouse is one'],
    ['just text', 1, '', 'must be a mapping of names to values'],
    [`${HEAD}  size: giant\n`, 7, 'spec.size', 'must be "demo" or "small"'],
    [`${HEAD}  size: small\n  size: large\n`, 8, '', 'has "size" twice'],
    [`${HEAD}  sise: small\n`, 7, 'spec', 'has "sise", which nothing reads'],
    [
      `${HEAD}  trino:\n    workers: 2\n    wokers: 3\n`,
      9,
      'spec.trino',
      'has "wokers", which nothing reads',
    ],
    [
      `${HEAD}  layers:\n    - name: a\n    - {}\n`,
      9,
      'spec.layers[1].name',
      'is missing',
    ],
    [`${HEAD}  layers: []\n`, 7, 'spec.layers', 'must have at least one layer'],
    [`${HEAD}  quota: "yes"\n`, 7, 'spec.quota', 'must be true or false'],
    [
      `${HEAD}  trino: { workers: 1.5 }\n`,
      7,
      'spec.trino.workers',
      'must be a whole number',
    ],
    [
      `${HEAD}  trino: { workers: 1e300 }\n`,
      7,
      'spec.trino.workers',
      'is too large a number',
    ],
    [
      `${HEAD}  trino: { version: 400 }\n`,
      7,
      'spec.trino.version',
      'must be at least 458',
    ],
    [
      `${HEAD}  storage: { type: gcs, bucket: data, credentials: { json: s3cret } }\n`,
      7,
      'spec.storage.credentials.from',
      'a document never has its value',
    ],
    [
      `${HEAD}  access: { admins: [a], columns: [{ layer: gold, table: t, column: c, mask: "'\\L'" }] }\n`,
      7,
      'spec.access.columns[0].mask',
      'has the character U+2028',
    ],
    [
      `${HEAD}  storage: { type: tape }\n`,
      7,
      'spec.storage.type',
      'has no or an unknown type: it must be "versitygw" or "seaweedfs"',
    ],
    [
      `${HEAD}  storage: { type: s3, bucket: data, prefix: a/../b }\n`,
      7,
      'spec.storage.prefix',
      'must be a path of',
    ],
    [
      `${HEAD}  access: { admins: [a], groups: { "a b": [c] } }\n`,
      7,
      'spec.access.groups.a b',
      'must be letters, digits and _ @ . -',
    ],
    [
      `${HEAD}  images: { kafka: x }\n`,
      7,
      'spec.images',
      'has "kafka", which nothing reads',
    ],
    [
      `${HEAD}  trino: { nodeSelector: { __proto__: a } }\n`,
      7,
      'spec.trino.nodeSelector',
      'has "__proto__", which nothing reads',
    ],
    [`${HEAD}  size: *small\n`, 7, '', 'Alias *small has no anchor before it'],
    ['a: &a [*a]\n', 1, '', 'Alias *a has no anchor before it'],
    ['a: [1\nb: 2\n', 2, '', 'Not valid YAML'],
    [`${HEAD}  size: !!binary aGk=\n`, 7, 'spec.size', 'must be "demo"'],
  ])('%j: line %i, %s %s', (text, line, path, message) => {
    const [problem] = problemsOf(text);
    expect(problem).toEqual({
      line,
      path,
      message: expect.stringContaining(message),
    });
  });

  it('says everything at once, but not more than a person reads', () => {
    expect(
      problemsOf(`${HEAD}  size: giant\n  owners: x\n  quota: 3\n`).map(
        ({ line }) => line,
      ),
    ).toEqual([7, 9, 8]);
    const many = problemsOf(
      `${HEAD}  access:\n    admins: [a]\n    grants:\n${'    - { group: g, layers: [gold], may: everything }\n'.repeat(
        300,
      )}`,
    );
    expect(many).toHaveLength(101);
    expect(many[100].message).toBe('has 200 more problems');
  });

  it('says that a mapping or a list as a key is read by nobody, instead of leaving it out', () => {
    expect(
      problemsOf(`${HEAD}  size: demo\n  ? { quota: true }\n  : yes\n`),
    ).toEqual([
      {
        path: '',
        line: 8,
        message: expect.stringMatching(
          /mapping or a list where a name must be/,
        ),
      },
    ]);
  });

  it.each([
    ['more than a megabyte', 'a'.repeat(1024 * 1024 + 1), 'is longer than'],
    ['a hundred thousand open brackets', '['.repeat(1e5), 'nested too deep'],
    ['lists in lists', '- '.repeat(1e5), 'nested too deep'],
    [
      'lists in lists that are all closed',
      `a: ${'['.repeat(500)}${']'.repeat(500)}`,
      'deeper than 200 levels',
    ],
    [
      'an alias bomb',
      `a0: &a0 [x, x]\n${Array.from(
        { length: 40 },
        (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]\n`,
      ).join('')}`,
      'expands to more than',
    ],
    // Once compared each key with every other: minutes.
    [
      'a hundred thousand keys',
      Array.from({ length: 1e5 }, (_, n) => `k${n}: v\n`).join(''),
      'and 99990 more, which nothing reads',
    ],
    [
      'the same key a hundred thousand times',
      'k: v\n'.repeat(1e5),
      'has "k" twice',
    ],
  ])('%s is an error, not a hanging process', (_, text, message) => {
    expect(problemsOf(text).map(problem => problem.message)).toEqual(
      expect.arrayContaining([expect.stringContaining(message)]),
    );
  });

  it('has a line in the text for each problem of a damaged document, in words for its writer', () => {
    fc.assert(
      fc.property(
        anyLakehouse,
        fc.array(
          fc.tuple(fc.nat(1e6), fc.oneof(fc.jsonValue(), fc.constant('…'))),
          { minLength: 1, maxLength: 4 },
        ),
        (document, damages) => {
          const damaged = structuredClone(document) as unknown;
          for (const [where, value] of damages) damage(damaged, where, value);
          const text = stringify(damaged, { aliasDuplicateObjects: false });
          const lines = text.split('\n');
          for (const { line, message } of problemsOf(text)) {
            expect(line).toBeGreaterThan(0);
            expect(line).toBeLessThanOrEqual(lines.length);
            expect(message.replace(/"[^"]*"/g, '')).not.toMatch(LIBRARY);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('readLakehouse', () => {
  it('takes any value: a document, or an error that says what is wrong', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.jsonValue(),
          fc.record({
            apiVersion: fc.constant('lakehouse-portal.io/v1alpha1'),
            kind: fc.constant('Lakehouse'),
            metadata: fc.constant({ name: 'lake' }),
            spec: fc.oneof(
              fc.anything({ withNullPrototype: true }),
              fc.dictionary(
                fc.constantFrom('owner', 'trino', 'access', 'layers', 'labels'),
                fc.jsonValue(),
              ),
            ),
          }),
        ),
        value => {
          for (const { message } of rejects(value))
            expect(message.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('a value that contains itself is an error', () => {
    const spec: Record<string, unknown> = { owner: 'x' };
    spec.trino = spec;
    expect(
      rejects({
        apiVersion: 'lakehouse-portal.io/v1alpha1',
        kind: 'Lakehouse',
        metadata: { name: 'lake' },
        spec,
      })[0].message,
    ).toContain('which nothing reads');
  });
});

/** Replaces one value somewhere in a tree. */
function damage(root: unknown, where: number, value: unknown): void {
  const places: [Record<string, unknown>, string][] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, child] of Object.entries(node)) {
      places.push([node as Record<string, unknown>, key]);
      visit(child);
    }
  };
  visit(root);
  const [parent, key] = places[where % places.length];
  parent[key] = value;
}
