import type { AvroSchema } from '../../src/__testUtils__/avro/AvroSchema';
import {
  AvroBranch,
  AvroRecordValue,
  type AvroValue,
} from '../../src/__testUtils__/avro/decodeAvro';

/** A decoded value with the branches of its unions taken away. */
export function plain(
  schema: AvroSchema,
  value: AvroValue,
): {
  schema: AvroSchema;
  value: AvroValue;
} {
  return value instanceof AvroBranch && schema.type === 'union'
    ? plain(schema.branches[value.index], value.value)
    : { schema, value };
}

/**
 * The field of a record by its id, or by name where the writer gave the field no id: as the reader promises it.
 */
export function fieldOf(
  schema: AvroSchema,
  record: AvroValue,
  id: number,
  ...names: string[]
): { schema: AvroSchema; value: AvroValue } | undefined {
  if (schema.type !== 'record' || !(record instanceof AvroRecordValue))
    return undefined;
  let index = schema.fields.findIndex(field => field.id === id);
  if (index < 0)
    index = schema.fields.findIndex(
      field => typeof field.id !== 'number' && names.includes(field.name),
    );
  if (index < 0) return undefined;
  const found = plain(schema.fields[index].schema, record.values[index]);
  return found.value === null ? undefined : found;
}
