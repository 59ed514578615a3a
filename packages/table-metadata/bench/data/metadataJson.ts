import { FILES_PER_COMMIT, type TableShape } from './TableShape';

/** First snapshot of a benchmark's table; the commits on top count up from it. */
export const SNAPSHOT_ID = 7_444_838_627_754_903_597n;
const TIMESTAMP_MS = 1_795_678_991_477;
const TYPES = ['timestamptz', 'int', 'double', 'string', 'string'];

/** The text of a metadata file after `commits` commits. */
export function metadataJson(
  shape: TableShape,
  directory: string,
  commits: number,
): string {
  const snapshots = Array.from({ length: commits + 1 }, (_item, commit) => ({
    'snapshot-id': marked(SNAPSHOT_ID + BigInt(commit)),
    ...(commit > 0
      ? { 'parent-snapshot-id': marked(SNAPSHOT_ID + BigInt(commit - 1)) }
      : {}),
    'sequence-number': 100_000 + commit,
    'timestamp-ms': TIMESTAMP_MS + commit * 1000,
    summary: {
      operation: 'append',
      'added-data-files': String(FILES_PER_COMMIT),
    },
    'manifest-list': `${directory}/metadata/snap-${
      SNAPSHOT_ID + BigInt(commit)
    }.avro`,
    'schema-id': 0,
  }));
  const current = snapshots[snapshots.length - 1];
  const distinct = shape.partitioning === 'distinct';
  return JSON.stringify({
    'format-version': 2,
    'table-uuid': '9c12d441-03fe-4693-9a96-a0705ddf69c1',
    location: directory,
    'last-sequence-number': current['sequence-number'],
    'last-updated-ms': current['timestamp-ms'],
    'last-column-id': shape.columns + (distinct ? 1 : 0),
    'current-schema-id': 0,
    schemas: [
      { type: 'struct', 'schema-id': 0, fields: fieldsOf(shape, distinct) },
    ],
    'default-spec-id': 0,
    'partition-specs': [
      {
        'spec-id': 0,
        fields: distinct
          ? [partition(shape.columns + 1, 1000, 'customer', 'identity')]
          : [
              partition(1, 1000, 'event_date', 'day'),
              partition(5, 1001, 'region', 'identity'),
            ],
      },
    ],
    'last-partition-id': distinct ? 1000 : 1001,
    'default-sort-order-id': 0,
    'sort-orders': [{ 'order-id': 0, fields: [] }],
    properties: {},
    'current-snapshot-id': current['snapshot-id'],
    refs: {
      main: { 'snapshot-id': current['snapshot-id'], type: 'branch' },
    },
    snapshots,
    'snapshot-log': snapshots.map(snapshot => ({
      'snapshot-id': snapshot['snapshot-id'],
      'timestamp-ms': snapshot['timestamp-ms'],
    })),
    'metadata-log': [],
  }).replaceAll(/"id:(\d+)"/g, '$1');
}

/** JSON.stringify writes no 64-bit numbers: they pass through it as text. */
function marked(id: bigint): string {
  return `id:${id}`;
}

function fieldsOf(shape: TableShape, distinct: boolean): object[] {
  const fields: object[] = Array.from(
    { length: shape.columns },
    (_item, column) => ({
      id: column + 1,
      name: column === 4 ? 'region' : `c${column + 1}`,
      required: false,
      type: TYPES[column % 5],
    }),
  );
  if (distinct)
    fields.push({
      id: shape.columns + 1,
      name: 'customer',
      required: false,
      type: 'long',
    });
  return fields;
}

function partition(
  sourceId: number,
  fieldId: number,
  name: string,
  transform: string,
): object {
  return { 'source-id': sourceId, 'field-id': fieldId, name, transform };
}
