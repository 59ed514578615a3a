import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import {
  manifestSchema,
  tableMetadata,
  writeSnapshot,
  type FileSketch,
} from '../__testUtils__/tableBuilder';
import { MemoryFileIO } from '../__testUtils__/MemoryFileIO';
import { parseAvroSchema } from '../avro/parseAvroSchema';
import type { JsonValue } from '../json';
import type { ManifestFile, SchemaField } from '../model';
import { compileBatchScanner } from '../scanner/compileBatchScanner';
import { createManifestScope } from './createManifestScope';
import type { ManifestRollup } from './ManifestRollup';
import { boundColumns } from './ManifestScope';
import { rollUpExactly, rollUpManifest } from './rollUpManifest';
import { scanManifest } from './scanManifest';
import { openManifest } from '../manifests/readManifest';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 100);

const field = (id: number, name: string): SchemaField => ({
  id,
  name: `c${id}`,
  required: false,
  type: { kind: 'primitive', name },
});
const metadata = tableMetadata({
  fields: [
    field(1, 'long'),
    field(2, 'string'),
    field(3, 'int'),
    field(5000, 'double'),
    field(4, 'decimal(9, 2)'),
  ],
  specs: [
    {
      specId: 0,
      fields: [
        { sourceIds: [3], fieldId: 1000, name: 'p0', transform: 'identity' },
        { sourceIds: [2], fieldId: 1001, name: 'p1', transform: 'identity' },
      ],
    },
  ],
});
const PARTITION_TYPES = [
  ['null', 'int'],
  ['null', 'string'],
];

const bytes = (maxLength: number) => fc.uint8Array({ maxLength });
const file: fc.Arbitrary<FileSketch> = fc.record(
  {
    status: fc.constantFrom('added', 'existing', 'deleted'),
    snapshotId: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    sequenceNumber: fc.bigInt({ min: 0n, max: 2n ** 40n }),
    filePath: fc.string({ unit: 'grapheme', maxLength: 40 }),
    fileFormat: fc.constantFrom('PARQUET', 'orc', 'avro', ''),
    partition: fc.tuple<[number | null, string | null]>(
      fc.option(fc.integer()),
      fc.option(fc.constantFrom('', 'eu', 'us', 'ü'.repeat(40))),
    ),
    recordCount: fc.oneof(
      fc.bigInt({ min: 0n, max: 1000n }),
      fc.bigInt({ min: 0n, max: 2n ** 52n - 1n }),
    ),
    fileSizeBytes: fc.oneof(
      fc.bigInt({ min: 0n, max: 1000n }),
      fc.bigInt({ min: 0n, max: 2n ** 52n - 1n }),
    ),
    sortOrderId: fc.nat(300),
    bounds: fc
      .uniqueArray(
        fc.tuple(
          fc.constantFrom(1, 2, 3, 4, 9, 5000),
          fc.tuple(bytes(9), bytes(9)),
        ),
        { selector: ([id]) => id },
      )
      .map(pairs => new Map<number, [Uint8Array, Uint8Array]>(pairs)),
  },
  { requiredKeys: ['partition', 'recordCount', 'fileSizeBytes'] },
);

function write(files: FileSketch[], codec?: string) {
  const io = new MemoryFileIO();
  writeSnapshot(io, '/t/list.avro', [
    { path: '/t/m.avro', files, partitionTypes: PARTITION_TYPES, codec },
  ]);
  return io.files.get('/t/m.avro')!;
}

const manifest: ManifestFile = {
  manifestPath: '/t/m.avro',
  partitionSpecId: 0,
  content: 'data',
  sequenceNumber: 7n,
  minSequenceNumber: 1n,
  addedSnapshotId: 3055729675574597004n,
};

function last<T>(steps: Generator<number, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function outcome(run: () => ManifestRollup): unknown {
  try {
    return run();
  } catch (error) {
    return { error: (error as Error).message };
  }
}

const scope = createManifestScope(metadata, {
  boundsOf: [1, 2, 3, 4, 5000],
  files: true,
});

describe('rolling up a manifest', () => {
  it('gives the same whether the compiled scanner or the exact reader does it', () => {
    fc.assert(
      fc.property(
        fc.array(file, { maxLength: 30 }),
        fc.constantFrom('null', 'deflate', 'zstandard', 'snappy'),
        (files, codec) => {
          const stored = write(files, codec);
          const { file: opened, spec } = openManifest(
            stored,
            manifest,
            metadata,
          );
          const quick = last(
            scanManifest(opened, manifest, spec, scope, boundColumns(scope)),
          );
          expect(quick).toBeDefined();
          const exact = last(rollUpExactly(stored, manifest, scope));
          expect(quick).toEqual(exact);
          // The memory of the manifest is read into again: nothing of it may be kept.
          const before = structuredClone(quick);
          stored.fill(0x5a);
          expect(quick).toEqual(before);
          expect(exact).toEqual(before);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('gives the same, or the same error, wherever a byte is damaged', () => {
    const [sample] = fc.sample(fc.array(file, { minLength: 4, maxLength: 4 }), {
      numRuns: 1,
      seed: 3,
    });
    const sound = write(sample, 'null');
    // The schema in the header is text, of which most changes are alike.
    const records = Buffer.from(sound).indexOf('0123456789abcdef');
    for (let at = 0; at < sound.length; at += at < records ? 7 : 1) {
      for (const value of [0x00, 0x80, 0xff, sound[at] ^ 1]) {
        const damaged = sound.slice();
        damaged[at] = value;
        const quick = outcome(() =>
          last(rollUpManifest(damaged, manifest, scope)),
        );
        const exact = outcome(() =>
          last(rollUpExactly(damaged, manifest, scope)),
        );
        if (!isDeepStrictEqual(quick, exact))
          expect({ at, value, result: quick }).toEqual({
            at,
            value,
            result: exact,
          });
      }
    }
  });

  it('needs no code from strings: where a process forbids it, the exact reader steps in', () => {
    const stored = write(fc.sample(file, { numRuns: 5, seed: 1 }));
    const expected = last(rollUpManifest(stored, manifest, scope));
    const forbidden = jest
      .spyOn(globalThis, 'Function')
      .mockImplementation(() => {
        throw new EvalError('Code generation from strings disallowed');
      });
    try {
      expect(
        compileBatchScanner(
          parseAvroSchema(manifestSchema(PARTITION_TYPES) as JsonValue),
          { columns: [], paths: false },
        ),
      ).toBeUndefined();
    } finally {
      forbidden.mockRestore();
    }
    expect(last(rollUpExactly(stored, manifest, scope))).toEqual(expected);
  });

  it('counts a file whose size or record count is negative, takes the number for 0, and says so', () => {
    const stored = write([
      { partition: [1, 'a'], fileSizeBytes: -5n, recordCount: 3n },
      { partition: [1, 'a'], fileSizeBytes: 10n, recordCount: -1n },
    ]);
    const rollup = last(rollUpManifest(stored, manifest, scope));
    expect(rollup).toMatchObject({
      dataFiles: 2,
      dataBytes: 10n,
      dataRecords: 3n,
      warnings: [
        {
          code: 'file-number-unsound',
          message: expect.stringContaining('file_size_in_bytes -5 is negative'),
          location: '/t/m.avro',
        },
        { message: expect.stringContaining('record_count -1 is negative') },
      ],
    });
  });
});
