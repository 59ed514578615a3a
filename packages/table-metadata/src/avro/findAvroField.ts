import type { AvroField, AvroRecord } from './AvroNode';

/** The field of that id; where the writer gave a field no id, one of those names. */
export function findAvroField(
  record: AvroRecord,
  id: number | undefined,
  names: string[],
): AvroField | undefined {
  const byId =
    id === undefined
      ? undefined
      : record.fields.find(({ fieldId }) => fieldId === id);
  return (
    byId ??
    record.fields.find(
      ({ fieldId, name }) => fieldId === undefined && names.includes(name),
    )
  );
}
