import type { SchemaField } from '@lakehouse-portal/table-metadata';
import type {
  TableDetail,
  TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { mockProperties, mockSnippets } from './mockProperties';
import { mockTable, mockTables } from './mockTables';
import { ago } from './mockTime';

function field(
  id: number,
  name: string,
  type: string,
  doc?: string,
  required = false,
): SchemaField {
  return { id, name, required, type: { kind: 'primitive', name: type }, doc };
}

/** Columns of silver.orders: every nested type, docs, gaps in the ids. */
export const mockColumns: SchemaField[] = [
  field(
    1,
    'order_id',
    'long',
    'Identifier of the order, given by the shop',
    true,
  ),
  field(2, 'customer_id', 'long', 'Points to silver.customers', true),
  field(
    3,
    'ordered_at',
    'timestamptz',
    'When the customer pressed Buy (UTC)',
    true,
  ),
  field(
    4,
    'status',
    'string',
    'placed, paid, shipped, returned or cancelled',
    true,
  ),
  field(
    5,
    'total',
    'decimal(12, 2)',
    'Gross, in the currency of the order',
    true,
  ),
  field(6, 'currency', 'string', 'ISO 4217', true),
  field(7, 'email', 'string'),
  {
    id: 8,
    name: 'shipping_address',
    required: false,
    doc: 'Where it goes',
    type: {
      kind: 'struct',
      fields: [
        field(9, 'street', 'string'),
        field(10, 'city', 'string'),
        field(11, 'postcode', 'string'),
        field(12, 'country', 'string', 'ISO 3166, two letters', true),
      ],
    },
  },
  {
    id: 13,
    name: 'items',
    required: true,
    doc: 'One per line of the order',
    type: {
      kind: 'list',
      elementId: 14,
      elementRequired: true,
      element: {
        kind: 'struct',
        fields: [
          field(15, 'sku', 'string', 'Points to silver.products', true),
          field(16, 'quantity', 'long', undefined, true),
          field(17, 'unit_price', 'decimal(10, 2)', undefined, true),
        ],
      },
    },
  },
  {
    id: 18,
    name: 'attributes',
    required: false,
    type: {
      kind: 'map',
      keyId: 19,
      key: { kind: 'primitive', name: 'string' },
      valueId: 20,
      valueRequired: false,
      value: { kind: 'primitive', name: 'string' },
    },
  },
  field(22, 'channel', 'string', 'web, app, store; empty before 12 Aug'),
];

/** The details of a table of the mock lakehouse; undefined for one that it does not have. */
export function mockTableDetail(ref: TableRef): TableDetail | undefined {
  const summary = mockTable(ref.schema, ref.table);
  if (!summary) {
    return undefined;
  }
  const location = `s3://retail-lake/${ref.schema}/${ref.table}`;
  const detail: TableDetail = {
    summary,
    location,
    metadataLocation: `${location}/metadata/00412-8c1e7a40-3be2-4e0b-9d3c-6f2b5a1c9d77.metadata.json`,
    lede: {
      headline: 'One row per order,',
      detail:
        '1.86 billion rows, one partition per day of ordered_at. Written by orders-cdc every 12 minutes with merge-on-read. Two of its settings cost storage and failed commits; neither slows reads.',
    },
    currentSchemaId: 4,
    identifierFieldIds: [1],
    columns: mockColumns,
    schemaHistory: [
      {
        schemaId: 4,
        current: true,
        firstUsedAt: ago(22, 'd'),
        firstSnapshotId: '3387192837465504402',
        fields: 21,
        changes: [
          {
            kind: 'changed',
            fieldId: 8,
            path: 'ship_to → shipping_address',
            type: '',
            what: 'renamed',
          },
        ],
      },
      {
        schemaId: 3,
        current: false,
        firstUsedAt: ago(55, 'd'),
        firstSnapshotId: '7741192837465501190',
        fields: 21,
        changes: [
          {
            kind: 'changed',
            fieldId: 16,
            path: 'items.element.quantity',
            type: 'int → long',
            what: 'widened',
          },
          {
            kind: 'dropped',
            fieldId: 21,
            path: 'coupon_code',
            type: 'string',
            what: '',
          },
        ],
      },
      {
        schemaId: 2,
        current: false,
        firstUsedAt: ago(104, 'd'),
        fields: 22,
        changes: [
          {
            kind: 'added',
            fieldId: 22,
            path: 'channel',
            type: 'string',
            what: 'optional',
          },
        ],
      },
      {
        schemaId: 1,
        current: false,
        fields: 21,
        changes: [
          {
            kind: 'changed',
            fieldId: 5,
            path: 'total',
            type: '',
            what: 'documented',
          },
        ],
      },
      {
        schemaId: 0,
        current: false,
        firstUsedAt: ago(294, 'd'),
        fields: 21,
        changes: [],
      },
    ],
    defaultSpecId: 1,
    partitioning: [
      {
        specId: 1,
        current: true,
        description: 'day(ordered_at)',
        dataFiles: 2_833,
        sizeBytes: 423_699_000_000,
        fields: [
          {
            sourceIds: [3],
            fieldId: 1001,
            name: 'ordered_at_day',
            transform: 'day',
          },
        ],
      },
      {
        specId: 0,
        current: false,
        description: 'month(ordered_at)',
        dataFiles: 71,
        sizeBytes: 19_542_000_000,
        fields: [
          {
            sourceIds: [3],
            fieldId: 1000,
            name: 'ordered_at_month',
            transform: 'month',
          },
        ],
      },
    ],
    sortOrder: {
      orderId: 1,
      description: 'customer_id asc nulls-last',
      fields: [
        {
          sourceIds: [2],
          transform: 'identity',
          direction: 'asc',
          nullOrder: 'nulls-last',
        },
      ],
    },
    properties: mockProperties,
    refs: [
      { name: 'main', type: 'branch', snapshotId: '7420192837465510118' },
      {
        name: 'audit-gdpr',
        type: 'branch',
        snapshotId: '5503192837465519917',
        maxRefAgeMs: 30 * 86_400_000,
      },
      {
        name: 'end-of-october',
        type: 'tag',
        snapshotId: '3387192837465504402',
      },
    ],
    snippets: mockSnippets(ref),
    columnRoles: [
      { fieldId: 1, role: 'identifier' },
      { fieldId: 2, role: 'sort 1' },
      { fieldId: 3, role: 'partition: day' },
    ],
    warnings: [],
  };
  if (ref.table === 'brand_new') {
    return {
      ...detail,
      lede: {
        headline: 'No rows yet.',
        detail: 'The table was created 4 min ago and has no snapshot.',
      },
      currentSchemaId: 0,
      columns: mockColumns
        .slice(0, 3)
        .map(({ doc: _doc, ...column }) => column),
      schemaHistory: [{ schemaId: 0, current: true, fields: 3, changes: [] }],
      partitioning: [
        {
          specId: 0,
          current: true,
          description: 'unpartitioned',
          dataFiles: 0,
          fields: [],
        },
      ],
      defaultSpecId: 0,
      sortOrder: undefined,
      properties: [],
      refs: [],
      columnRoles: [],
    };
  }
  if (ref.table === 'partner_stock') {
    return {
      ...detail,
      warnings: [
        {
          code: 'manifest-unreadable',
          message:
            'A manifest of the current snapshot ends in the middle of an entry, so its files are not counted.',
          location: `${location}/metadata/8c1e-m0.avro`,
        },
      ],
    };
  }
  return detail;
}

/** All tables with their details. */
export function mockTableDetails(): TableDetail[] {
  return mockTables().flatMap(table => mockTableDetail(table) ?? []);
}
