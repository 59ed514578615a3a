import type { AvroField, AvroNode, AvroRecord } from './AvroNode';
import { compileSkip } from './compileSkip';
import type { Decode } from './Decode';
import { orNull } from './nullable';
import type { ProjectedField } from './RecordProjection';

/** Ids of the keys and of the values of all statistics (spec: data file fields). */
const KEY_IDS = [117, 119, 121, 126, 129, 138];
const VALUE_IDS = [118, 120, 122, 127, 130, 139];

/** Key and value of an entry of a map that is written as a list, wherever they stand in it. */
export function keyAndValue(
  record: AvroRecord,
): { key: AvroField; value: AvroField } | undefined {
  const find = (ids: number[], name: string) =>
    record.fields.find(
      ({ fieldId }) => fieldId !== undefined && ids.includes(fieldId),
    ) ?? record.fields.find(field => field.name === name);
  const key = find(KEY_IDS, 'key');
  const value = find(VALUE_IDS, 'value');
  if (key && value && key !== value) return { key, value };
  const [first, second] = record.fields;
  return record.fields.length === 2 ? { key: first, value: second } : undefined;
}

/** Key and value of an entry, and how they are read. */
export interface EntryParts {
  key: AvroField;
  value: AvroField;
  readKey: Decode;
  readValue: Decode;
}

/** A map whose entries are not just a key and a value: each is read as a whole. */
export function compileEntryMap(
  items: AvroNode,
  record: AvroRecord,
  { key, value, readKey, readValue }: EntryParts,
  { only, seen }: Pick<ProjectedField, 'only' | 'seen'>,
): Decode {
  const steps = record.fields.map(part => {
    if (part === key) return readKey;
    return part === value ? readValue : compileSkip(part.type);
  });
  const keyAt = record.fields.indexOf(key);
  const valueAt = record.fields.indexOf(value);
  const read = orNull(items, cursor => steps.map(step => step(cursor)));
  return cursor => {
    const result = new Map<number, unknown>();
    let taken = 0;
    for (;;) {
      const count = cursor.readBlockCount(items.minBytes);
      if (count === 0) return result;
      taken += count;
      cursor.takeItems(taken, 0);
      for (let index = 0; index < count; index++) {
        const entry = read(cursor) as unknown[] | undefined;
        const id = entry?.[keyAt] as number | undefined;
        const found = entry?.[valueAt];
        if (id === undefined) continue;
        seen?.add(id);
        if (found === undefined) continue;
        if (!only || only.has(id) || result.size === 0) result.set(id, found);
      }
    }
  };
}
