import type { TableSummary } from '@lakehouse-portal/plugin-lakehouse-common';
import type {
  SchemaField,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { healthWith, metadataWith, NOW } from '../__testUtils__/builders';
import { buildSnapshots } from './buildSnapshots';
import { buildTableDetail } from './buildTableDetail';
import { resolveSnapshot } from './resolveSnapshot';

const DAY = 24 * 60 * 60 * 1000;

const summary = {
  schema: 'silver',
  table: 'orders',
  description: 'One row per order',
} as TableSummary;

function detailOf(metadata: TableMetadata) {
  return buildTableDetail({
    summary,
    documents: { metadata, health: healthWith() },
    snippets: [],
    nowMs: NOW,
  });
}

function field(
  id: number,
  name: string,
  over: Partial<SchemaField> = {},
): SchemaField {
  return {
    id,
    name,
    required: false,
    type: { kind: 'primitive', name: 'long' },
    ...over,
  };
}

describe('buildTableDetail', () => {
  it('tells how schema, partitioning and order came about, by field id', () => {
    const detail = detailOf(
      metadataWith({
        currentSchemaId: 2,
        schemas: [
          {
            schemaId: 0,
            identifierFieldIds: [],
            fields: [field(1, 'id'), field(2, 'at')],
          },
          {
            schemaId: 2,
            identifierFieldIds: [1],
            fields: [
              field(1, 'order_id', { required: true, writeDefault: 2n ** 60n }),
              field(2, 'at'),
              field(3, 'address', {
                type: {
                  kind: 'struct',
                  fields: [
                    field(4, 'city', { initialDefault: { a: [2n ** 60n] } }),
                  ],
                },
              }),
            ],
          },
        ],
        defaultSpecId: 1,
        partitionSpecs: [
          { specId: 0, fields: [] },
          {
            specId: 1,
            fields: [
              {
                sourceIds: [2],
                fieldId: 1000,
                name: 'at_day',
                transform: 'day',
              },
              {
                sourceIds: [1],
                fieldId: 1001,
                name: 'id_bucket',
                transform: 'bucket[16]',
              },
              {
                sourceIds: [9],
                fieldId: 1002,
                name: 'gone',
                transform: 'void',
              },
            ],
          },
        ],
        defaultSortOrderId: 1,
        sortOrders: [
          { orderId: 0, fields: [] },
          {
            orderId: 1,
            fields: [
              {
                sourceIds: [4],
                transform: 'identity',
                direction: 'asc',
                nullOrder: 'nulls-first',
              },
            ],
          },
        ],
        snapshots: [
          { snapshotId: '2', timestampMs: NOW - DAY, summary: {}, schemaId: 2 },
          {
            snapshotId: '1',
            timestampMs: NOW - 2 * DAY,
            summary: {},
            schemaId: 2,
          },
        ],
        currentSnapshotId: '2',
      }),
    );
    expect(detail.schemaHistory).toEqual([
      {
        schemaId: 2,
        current: true,
        firstUsedAt: new Date(NOW - 2 * DAY).toISOString(),
        firstSnapshotId: '1',
        fields: 4,
        changes: expect.arrayContaining([
          {
            kind: 'changed',
            fieldId: 1,
            path: 'id → order_id',
            type: '',
            what: 'renamed',
          },
          {
            kind: 'changed',
            fieldId: 1,
            path: 'order_id',
            type: '',
            what: 'made required',
          },
          {
            kind: 'added',
            fieldId: 3,
            path: 'address',
            type: 'struct<city: long>',
            what: 'added',
          },
          {
            kind: 'changed',
            fieldId: 0,
            path: 'none → order_id',
            type: '',
            what: 'identifier fields changed',
          },
        ]),
      },
      {
        schemaId: 0,
        current: false,
        firstUsedAt: undefined,
        firstSnapshotId: undefined,
        fields: 2,
        changes: [],
      },
    ]);
    expect(
      detail.partitioning.map(({ description, current }) => [
        description,
        current,
      ]),
    ).toEqual([
      ['day(at), bucket[16](order_id)', true],
      ['unpartitioned', false],
    ]);
    expect(detail.sortOrder?.description).toBe('address.city asc nulls-first');
    expect(detail.columnRoles).toEqual([
      { fieldId: 1, role: 'identifier' },
      { fieldId: 2, role: 'partition: day' },
      { fieldId: 1, role: 'partition: bucket[16]' },
      { fieldId: 4, role: 'sort 1' },
    ]);
    // What JSON can't carry as a number is text.
    expect(JSON.parse(JSON.stringify(detail.columns))).toMatchObject([
      { writeDefault: '1152921504606846976' },
      {},
      {
        type: { fields: [{ initialDefault: { a: ['1152921504606846976'] } }] },
      },
    ]);
  });

  it('a table whose current snapshot is damaged is not taken for one that was never written to', () => {
    const snapshots = [{ snapshotId: '1', timestampMs: NOW, summary: {} }];
    const damaged = metadataWith({ snapshots, currentSnapshotId: undefined });
    expect(detailOf(damaged).lede.headline).toBe(
      'One row per order. Its metadata names no current snapshot, though 1 snapshot can be read: how much it holds is unknown.',
    );
    expect(() => resolveSnapshot(damaged, {})).toThrow(
      'names no current snapshot. Choose one of its snapshots, or a branch or tag',
    );
    expect(resolveSnapshot(damaged, { snapshotId: '1' })).toBe('1');
    const warnings = [{ code: 'snapshot-unreadable' as const, message: '' }];
    const unreadable = metadataWith({ warnings });
    expect(detailOf(unreadable).lede.headline).toContain(
      'None of its snapshots can be read',
    );
    expect(
      buildSnapshots(unreadable, { offset: 0, limit: 1 }, NOW).lede.headline,
    ).toBe('None of the snapshots of this table can be read.');
    expect(() => resolveSnapshot(metadataWith(), {})).toThrow(
      'There is nothing to query. Nothing has been written to it yet.',
    );
  });

  it('opens with what the table holds, who writes it and what could be better', () => {
    expect(detailOf(metadataWith()).lede.headline).toBe(
      'One row per order. Nothing has been written to it yet.',
    );
    const old = detailOf(
      metadataWith({
        formatVersion: 1,
        currentSnapshotId: '1',
        snapshots: [
          {
            snapshotId: '1',
            timestampMs: NOW - 40 * DAY,
            summary: { 'engine-name': 'spark', 'engine-version': '3.5' },
          },
        ],
        properties: { 'write.metadata.delete-after-commit.enabled': 'false' },
        warnings: [{ code: 'x', message: 'odd' }],
      }),
    );
    expect(old.lede.headline).toBe(
      'One row per order. How much it holds is unknown.',
    );
    expect(old.lede.detail).toMatch(
      /^Last written on 15 Oct by spark 3\.5\. Two of its settings could be better: .* and .*\. 1 part of its metadata/,
    );
    expect(old.warnings).toHaveLength(1);
  });
});
