import type { AvroNode } from './AvroNode';
import { keyAndValue } from './compileEntryMap';
import { compileSkip } from './compileSkip';
import type { Decode } from './Decode';
import { orNull, withoutNull } from './nullable';
import type { ProjectedField, RecordProjection } from './RecordProjection';

type CompileField = (node: AvroNode, field: ProjectedField) => Decode;

/**
 * Compiles a decoder for what is a record elsewhere, and was written as an Avro map, or as a list of key and value records,
 * with the names of the fields as keys. It gives the same as that of a record; keys that are not wanted are left out.
 *
 * @returns `undefined` for a type that is neither.
 */
export function compileNamedValues(
  node: AvroNode,
  projection: RecordProjection,
  compileField: CompileField,
): Decode | undefined {
  const slots = slotsByName(projection);
  const entries = readEntry(node, projection, compileField);
  if (!entries) return undefined;
  const { read, minBytes } = entries;
  const width = projection.length;
  return cursor => {
    const values: unknown[] = new Array(width).fill(undefined);
    const isTaken: boolean[] = new Array(width).fill(false);
    let taken = 0;
    for (;;) {
      const count = cursor.readBlockCount(minBytes);
      if (count === 0) return values;
      taken += count;
      cursor.takeItems(taken, 0);
      for (let index = 0; index < count; index++) {
        const entry = read(cursor) as [unknown, unknown] | undefined;
        const slot =
          typeof entry?.[0] === 'string' ? slots.get(entry[0]) : undefined;
        if (entry === undefined || slot === undefined) continue;
        if (isTaken[slot])
          throw cursor.error(
            `"${projection[slot].names[0]}" is there twice in a map`,
          );
        isTaken[slot] = true;
        values[slot] = entry[1];
      }
    }
  };
}

/** How an entry is read: its key, which may be missing, and its value. */
function readEntry(
  node: AvroNode,
  projection: RecordProjection,
  compileField: CompileField,
): { read: Decode; minBytes: number } | undefined {
  // All values are of one type, whichever field they are of.
  const names = projection[0]?.names ?? ['value'];
  if (node.kind === 'map') {
    const readValue = compileField(node.values, { names, type: 'any' });
    return {
      read: cursor => [cursor.readString(), readValue(cursor)],
      minBytes: 1 + node.values.minBytes,
    };
  }
  if (node.kind !== 'array') return undefined;
  const record = withoutNull(node.items);
  if (record.kind !== 'record') return undefined;
  const parts = keyAndValue(record);
  if (!parts || withoutNull(parts.key.type).kind !== 'string') return undefined;
  const steps = record.fields.map(part => {
    if (part === parts.key)
      return compileField(part.type, { names: ['key'], type: 'string' });
    return part === parts.value
      ? compileField(part.type, { names, type: 'any' })
      : compileSkip(part.type);
  });
  const keyAt = record.fields.indexOf(parts.key);
  const valueAt = record.fields.indexOf(parts.value);
  const read = orNull(node.items, cursor => {
    const values = steps.map(step => step(cursor) as unknown);
    return [values[keyAt], values[valueAt]];
  });
  return { read, minBytes: node.items.minBytes };
}

/** A field's own name counts before a name that another's may have been spelt as. */
function slotsByName(projection: RecordProjection): Map<string, number> {
  const slots = new Map<string, number>();
  for (const isOwn of [true, false])
    for (const [slot, { names }] of projection.entries())
      for (const name of isOwn ? names.slice(0, 1) : names.slice(1))
        if (!slots.has(name)) slots.set(name, slot);
  return slots;
}
