import fc from 'fast-check';
import { type NewFile, type Step, TableHistory } from './TableHistory';
import type { ModelStyle, TableModel } from './TableModel';

const newFile: fc.Arbitrary<NewFile> = fc.record({
  records: fc.nat(1000),
  bytes: fc.oneof(fc.nat(5000), fc.integer({ min: 0, max: 2 ** 45 })),
  values: fc.nat(255),
  format: fc.constantFrom('PARQUET', 'ORC', 'AVRO'),
  sorted: fc.boolean(),
  bounds: fc.option(fc.nat(60), { nil: undefined }),
});

const pick = fc.nat(30);
const files = fc.array(newFile, { minLength: 1, maxLength: 5 });

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('append' as const),
      files,
      merge: fc.boolean(),
    }),
  },
  fc.record({
    do: fc.constant('overwrite' as const),
    remove: fc.array(pick, { maxLength: 3 }),
    files,
  }),
  fc.record({
    do: fc.constant('delete' as const),
    remove: fc.array(pick, { minLength: 1, maxLength: 3 }),
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('positions' as const),
      of: pick,
      records: fc.nat(1200),
      scope: fc.constantFrom(
        'file' as const,
        'bounds' as const,
        'partition' as const,
      ),
    }),
  },
  fc.record({
    do: fc.constant('equality' as const),
    of: pick,
    records: fc.nat(100),
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('vector' as const),
      of: pick,
      records: fc.nat(1200),
    }),
  },
  fc.record({ do: fc.constant('add-column' as const) }),
  fc.record({
    do: fc.constant('add-partition-field' as const),
    which: fc.nat(3),
  }),
  fc.record({ do: fc.constant('drop-partition-field' as const) }),
  fc.record({ do: fc.constant('merge' as const) }),
  fc.record({
    do: fc.constant('expire' as const),
    keep: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({
    do: fc.constant('tag' as const),
    name: fc.constantFrom('a', 'b'),
  }),
);

const style: fc.Arbitrary<ModelStyle> = fc.record({
  codec: fc.constantFrom('null', 'deflate', 'snappy', 'zstandard'),
  fieldIds: fc.boolean(),
  arraySizes: fc.boolean(),
  itemsPerBlock: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  recordsPerBlock: fc.constantFrom(1, 2, 100),
  optionalFields: fc.boolean(),
  counts: fc.boolean(),
  longsForInts: fc.boolean(),
  gzipMetadata: fc.boolean(),
});

/** A table with any history, written in any style. Shrinks to fewer and simpler steps. */
export const arbitraryTable: fc.Arbitrary<TableModel> = fc
  .record({
    formatVersion: fc.constantFrom(1 as const, 2 as const, 3 as const),
    style,
    steps: fc.array(step, { minLength: 1, maxLength: 14 }),
  })
  .map(({ formatVersion, style: written, steps }) =>
    TableHistory.of(formatVersion, written, steps),
  );
