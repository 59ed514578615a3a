import { manifestSchema } from '../src/__testUtils__/tableBuilder';
import { writeAvro } from '../src/__testUtils__/writeAvro';

const optional = (type: unknown) => ['null', type];
const idMap = (key: number, value: number) =>
  optional({
    type: 'array',
    logicalType: 'map',
    items: {
      type: 'record',
      name: `k${key}_v${value}`,
      fields: [
        { name: 'key', type: 'int', 'field-id': key },
        { name: 'value', type: 'long', 'field-id': value },
      ],
    },
  });

/** A manifest as Java writes it: statistics of all columns, deflate. Deterministic. */
export function makeManifest(
  index: number,
  entries: number,
  columns: number,
): Uint8Array {
  const schema = manifestSchema([['null', 'int']]) as {
    fields: Array<{ name: string; type: { fields: object[] } }>;
  };
  schema.fields[4].type.fields.push(
    {
      name: 'column_sizes',
      type: idMap(117, 118),
      default: null,
      'field-id': 108,
    },
    {
      name: 'null_value_counts',
      type: idMap(121, 122),
      default: null,
      'field-id': 110,
    },
  );
  const records = Array.from({ length: entries }, (_entry, row) =>
    toRecord(index * entries + row, columns),
  );
  return writeAvro(schema, records, { codec: 'deflate', recordsPerBlock: 100 });
}

function toRecord(row: number, columns: number): object {
  const ids = Array.from({ length: columns }, (_column, column) => column + 1);
  const numbers = (factor: number) =>
    ids.map(key => ({
      key,
      value: BigInt((row * 7919 + key * 104_729) % factor),
    }));
  const bounds = (shift: number) =>
    ids.map(key => {
      const value = Buffer.alloc(8);
      value.writeBigInt64LE(BigInt(row) * 1000n + BigInt(key + shift));
      return { key, value };
    });
  return {
    status: row % 50 === 0 ? 2 : 1,
    snapshot_id: 3_055_729_675_574_597_004n + BigInt(row % 1000),
    sequence_number: BigInt(row % 5000),
    file_sequence_number: BigInt(row % 5000),
    data_file: {
      content: 0,
      file_path: `s3://lake/warehouse/db/events/data/day=${
        row % 500
      }/00000-${row}-6c97a1b2-8a4e-4bb1-9a67-${row
        .toString(16)
        .padStart(12, '0')}-00001.parquet`,
      file_format: 'PARQUET',
      partition: { p0: row % 500 },
      record_count: BigInt(100_000 + (row % 977)),
      file_size_in_bytes: BigInt(1_000_000 + ((row * 7919) % 90_000_000)),
      value_counts: numbers(100_000),
      lower_bounds: bounds(0),
      upper_bounds: bounds(999),
      equality_ids: null,
      sort_order_id: 0,
      first_row_id: null,
      referenced_data_file: null,
      content_offset: null,
      content_size_in_bytes: null,
      column_sizes: numbers(1_000_000),
      null_value_counts: numbers(10),
    },
  };
}
