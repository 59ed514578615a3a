import type { Snapshot } from '../../model';

/** The parts of a snapshot that are packed as text, beside its ids and its time. */
export type PackedFields = Omit<
  Snapshot,
  'snapshotId' | 'parentSnapshotId' | 'timestampMs'
>;

/** A slot: a field by its name in the JSON, or an entry of the summary with `=` before its key. */
export type SlotName =
  | 'sequence-number'
  | 'operation'
  | 'manifest-list'
  | 'manifests'
  | 'schema-id'
  | 'first-row-id'
  | 'added-rows'
  | 'key-id'
  /** All of the above as JSON: where snapshots have too many different shapes to remember them. */
  | 'everything'
  | `=${string}`;

/** Which slots a packed snapshot has, in their order. Snapshots of one writer nearly all have the same. */
export interface SnapshotShape {
  id: number;
  names: SlotName[];
  /** Of the slots that are entries of the summary: cut off once, for a property's name has to be one and the same string. */
  summaryKeys: Array<string | undefined>;
  /** Has a name twice: such a snapshot goes through the exact parser, where the last one counts. */
  isAmbiguous: boolean;
}

/** Slots in order, with their texts, as {@link fieldsOf} reads them. */
export function slotsOf(snapshot: Snapshot): Array<[SlotName, string]> {
  const slots: Array<[SlotName, string]> = [];
  const add = (name: SlotName, value: string | number | undefined): void => {
    if (value !== undefined) slots.push([name, toAscii(String(value))]);
  };
  add('sequence-number', snapshot.sequenceNumber);
  add('operation', snapshot.operation);
  add('manifest-list', snapshot.manifestList);
  if (snapshot.manifests) add('manifests', JSON.stringify(snapshot.manifests));
  add('schema-id', snapshot.schemaId);
  add('first-row-id', snapshot.firstRowId);
  add('added-rows', snapshot.addedRows);
  add('key-id', snapshot.keyId);
  for (const [key, value] of Object.entries(snapshot.summary))
    add(`=${key}`, value);
  return slots;
}

/** {@link slotsOf} in one slot that fits any snapshot. */
export function everythingOf(snapshot: Snapshot): Array<[SlotName, string]> {
  const { snapshotId, parentSnapshotId, timestampMs, ...fields } = snapshot;
  return [['everything', toAscii(JSON.stringify(fields))]];
}

export function fieldsOf(
  { names, summaryKeys }: SnapshotShape,
  texts: string[],
): PackedFields {
  if (names[0] === 'everything')
    return JSON.parse(fromAscii(texts[0])) as PackedFields;
  const fields: PackedFields = { summary: {} };
  for (let index = 0; index < names.length; index++) {
    const text = fromAscii(texts[index]);
    const key = summaryKeys[index];
    if (key !== undefined && key !== '__proto__') {
      fields.summary[key] = text;
      continue;
    }
    switch (names[index]) {
      case 'sequence-number':
        fields.sequenceNumber = text;
        break;
      case 'operation':
        fields.operation = text;
        break;
      case 'manifest-list':
        fields.manifestList = text;
        break;
      case 'manifests':
        fields.manifests = JSON.parse(text) as string[];
        break;
      case 'schema-id':
        fields.schemaId = Number(text);
        break;
      case 'first-row-id':
        fields.firstRowId = text;
        break;
      case 'added-rows':
        fields.addedRows = text;
        break;
      case 'key-id':
        fields.keyId = text;
        break;
      default:
        // Not by assignment.
        Object.defineProperty(fields.summary, '__proto__', {
          value: text,
          enumerable: true,
          configurable: true,
          writable: true,
        });
    }
  }
  return fields;
}

/** A shape of its own. */
export function newShape(id: number, names: SlotName[]): SnapshotShape {
  return {
    id,
    names,
    summaryKeys: names.map(name =>
      name.startsWith('=') ? name.slice(1) : undefined,
    ),
    isAmbiguous: new Set(names).size < names.length,
  };
}

/** Marks a text that is escaped. */
const ESCAPED = '\u0001';

/** Packed texts are ASCII, so that they may be cut anywhere; others are escaped as JSON. Also lone surrogates survive so. */
function toAscii(text: string): string {
  // eslint-disable-next-line no-control-regex -- all of ASCII is meant
  if (/^[\u0000-\u007f]*$/.test(text) && !text.startsWith(ESCAPED)) return text;
  return (
    ESCAPED +
    JSON.stringify(text).replace(
      /[\u0080-\uffff]/g,
      char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
  );
}

function fromAscii(text: string): string {
  return text.startsWith(ESCAPED)
    ? (JSON.parse(text.slice(1)) as string)
    : text;
}
