import {
  entryRecord,
  manifestSchema,
  tableMetadata,
} from '../__testUtils__/tableBuilder';
import { writeAvro } from '../__testUtils__/writeAvro';
import type { ManifestFile } from '../model';
import type { ManifestRollup } from '../rollups/ManifestRollup';
import { rollUpExactly, rollUpManifest } from '../rollups/rollUpManifest';

const MANIFEST: ManifestFile = {
  manifestPath: '/t/m.avro',
  partitionSpecId: 0,
  content: 'data',
  sequenceNumber: 1n,
  minSequenceNumber: 1n,
};

function last(steps: Generator<number, ManifestRollup>): ManifestRollup {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

describe('manifests of which the fuzzer found that the quick scanner and the exact reader differ', () => {
  it('takes the last of several bounds of one column, also when it cannot be read', () => {
    const bound = (...lengths: number[]) =>
      lengths.map(length => ({ key: 1, value: Buffer.alloc(length) }));
    const file = (lower: object[], upper: object[]) => ({
      status: 1,
      snapshot_id: 1n,
      sequence_number: 1n,
      file_sequence_number: 1n,
      data_file: {
        content: 0,
        file_path: '/t/a',
        file_format: 'PARQUET',
        partition: {},
        record_count: 1n,
        file_size_in_bytes: 1n,
        value_counts: null,
        lower_bounds: lower,
        upper_bounds: upper,
        equality_ids: null,
        sort_order_id: null,
        first_row_id: null,
        referenced_data_file: null,
        content_offset: null,
        content_size_in_bytes: null,
      },
    });
    const bytes = writeAvro(manifestSchema(), [
      file(bound(8, 3), bound(8)),
      file(bound(3, 8), bound(8)),
      file(bound(8), bound(8, 0)),
    ]);
    const scope = { metadata: tableMetadata(), boundsOf: [1], files: false };
    for (const rollUp of [rollUpManifest, rollUpExactly])
      expect(last(rollUp(bytes, MANIFEST, scope)).columns[0].files).toBe(1);
  });

  it('refuses a manifest with an unsound partition, also where only a deleted entry has it', () => {
    const schema = manifestSchema([['null', 'long']]);
    const bytes = writeAvro(schema, [entry({ partition: { p0: 2n ** 40n } })]);
    // What was written as a long is read as an int of more than 32 bits.
    const text = Buffer.from(bytes).toString('latin1');
    const asInt = Buffer.from(
      text.replace(
        '"name":"p0","type":["null","long"]',
        '"name":"p0","type":["null","int" ]',
      ),
      'latin1',
    );
    for (const rollUp of [rollUpManifest, rollUpExactly])
      expect(() => last(rollUp(asInt, MANIFEST, PARTITIONED))).toThrow(
        '32 bits',
      );
  });

  it('reads manifests of one schema with no columns and then with one, whose code is not the same', () => {
    const bytes = writeAvro(manifestSchema(), [entry({ status: 1 })]);
    const metadata = tableMetadata({
      fields: [
        {
          id: 1,
          name: 'name',
          required: false,
          type: { kind: 'primitive', name: 'string' },
        },
      ],
    });
    for (const boundsOf of [[1], []])
      expect(
        last(
          rollUpManifest(bytes, MANIFEST, { metadata, boundsOf, files: false }),
        ).dataFiles,
      ).toBe(1);
  });

  it('refuses a file without a path', () => {
    const schema = JSON.stringify(manifestSchema()).replace(
      '"name":"file_path","type":"string"',
      '"name":"file_path","type":["null","string"]',
    );
    const bytes = writeAvro(JSON.parse(schema), [entry({ path: null })]);
    const scope = { metadata: tableMetadata(), boundsOf: [], files: false };
    for (const rollUp of [rollUpManifest, rollUpExactly])
      expect(() => last(rollUp(bytes, MANIFEST, scope))).toThrow(
        'lacks "file_path"',
      );
  });
});

const PARTITIONED = {
  metadata: tableMetadata({
    specs: [
      {
        specId: 0,
        fields: [
          { sourceIds: [1], fieldId: 1000, name: 'p0', transform: 'identity' },
        ],
      },
    ],
  }),
  boundsOf: [],
  files: false,
};

function entry({
  status = 2,
  path = '/t/a',
  partition = {},
}: {
  status?: number;
  path?: string | null;
  partition?: object;
}): object {
  const record = entryRecord({
    snapshotId: 1n,
    sequenceNumber: 1n,
    recordCount: 1n,
    fileSizeBytes: 1n,
  });
  return {
    ...record,
    status,
    data_file: { ...record.data_file, file_path: path, partition },
  };
}
