import { parseTableMetadata } from '../metadata';
import type { TableMetadata } from '../model';

/** Metadata of a table of format version 2, after the example of the specification's test suite. */
export const V2 = {
  'format-version': 2,
  'table-uuid': '9c12d441-03fe-4693-9a96-a0705ddf69c1',
  location: 's3://bucket/test/location',
  'last-sequence-number': 34,
  'last-updated-ms': 1602638573590,
  'last-column-id': 3,
  'current-schema-id': 1,
  schemas: [
    {
      type: 'struct',
      'schema-id': 0,
      fields: [{ id: 1, name: 'x', required: true, type: 'long' }],
    },
    {
      type: 'struct',
      'schema-id': 1,
      'identifier-field-ids': [1, 2],
      fields: [
        { id: 1, name: 'x', required: true, type: 'long' },
        { id: 2, name: 'y', required: true, type: 'long', doc: 'comment' },
        { id: 3, name: 'z', required: false, type: 'decimal(9,2)' },
      ],
    },
  ],
  'default-spec-id': 0,
  'partition-specs': [
    {
      'spec-id': 0,
      fields: [
        { name: 'x', transform: 'identity', 'source-id': 1, 'field-id': 1000 },
      ],
    },
  ],
  'last-partition-id': 1000,
  'default-sort-order-id': 3,
  'sort-orders': [
    {
      'order-id': 3,
      fields: [
        {
          transform: 'bucket[4]',
          'source-id': 3,
          direction: 'desc',
          'null-order': 'nulls-last',
        },
      ],
    },
  ],
  properties: { 'read.split.target.size': '134217728' },
  'current-snapshot-id': 3055729675574597004n,
  snapshots: [
    {
      'snapshot-id': 3051729675574597004n,
      'timestamp-ms': 1515100955770,
      'sequence-number': 0,
      summary: { operation: 'append', 'added-records': '5' },
      'manifest-list': 's3://a/b/1.avro',
    },
    {
      'snapshot-id': 3055729675574597004n,
      'parent-snapshot-id': 3051729675574597004n,
      'timestamp-ms': 1555100955770,
      'sequence-number': 1,
      summary: { operation: 'append' },
      'manifest-list': 's3://a/b/2.avro',
      'schema-id': 1,
    },
  ],
  'snapshot-log': [
    { 'snapshot-id': 3051729675574597004n, 'timestamp-ms': 1515100955770 },
  ],
  'metadata-log': [
    { 'metadata-file': 's3://bucket/v1.json', 'timestamp-ms': 1515100 },
  ],
  refs: {
    test: {
      'snapshot-id': 3051729675574597004n,
      type: 'tag',
      'max-ref-age-ms': 10000000,
    },
  },
};

/** `JSON.stringify`, with bigints as plain numbers. */
export function json(value: unknown): string {
  const text = JSON.stringify(value, (_key, item) =>
    typeof item === 'bigint' ? `#${item}#` : item,
  );
  return text.replace(/"#(-?\d+)#"/g, '$1');
}

export function parse(content: unknown): TableMetadata {
  const text = typeof content === 'string' ? content : json(content);
  return parseTableMetadata(new TextEncoder().encode(text), {
    metadataLocation: 'm.json',
  });
}
