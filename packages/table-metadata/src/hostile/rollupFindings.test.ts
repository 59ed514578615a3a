import { manifestSchema, tableMetadata } from '../__testUtils__/tableBuilder';
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

function last(steps: Generator<void, ManifestRollup>): ManifestRollup {
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
});
