import type { TableMetadata } from '@lakehouse-portal/table-metadata';
import { judge } from '../judge/judge';
import { resolvePolicy } from '../policy/resolvePolicy';
import { inputOf } from '../testing/tableOf';

const orderBy = (fieldId: number, transform = 'identity') => ({
  defaultSortOrderId: 1,
  sortOrders: [
    {
      orderId: 1,
      fields: [
        {
          sourceIds: [fieldId],
          transform,
          direction: 'asc' as const,
          nullOrder: 'nulls-first' as const,
        },
      ],
    },
  ],
});

const byDay = {
  partitionSpecs: [
    {
      specId: 0,
      fields: [
        { sourceIds: [2], fieldId: 1000, name: 'day', transform: 'day' },
      ],
    },
  ],
};

/** 100 files in order by `ordered_at`; those by `order_id` overlap so much. */
const judged = (
  metadata: Partial<TableMetadata>,
  { byId = 1, partitions = 1, files = 100, inOrder = 0 } = {},
) =>
  judge(
    inputOf(
      {
        dataFiles: files,
        partitions,
        filesBySortOrder: { none: files - inOrder, '1': inOrder },
        clustering: [
          {
            fieldId: 2,
            column: 'ordered_at',
            filesPerPoint: 1 / files,
            filesWithBounds: files,
          },
          {
            fieldId: 1,
            column: 'order_id',
            filesPerPoint: byId,
            filesWithBounds: files,
          },
        ],
      },
      metadata,
    ),
    resolvePolicy(),
  );

const orderOf = (health: ReturnType<typeof judge>) =>
  health.dimensions.find(({ id }) => id === 'order-and-statistics')!;

describe('the declared sort order, against how the values lie', () => {
  it('is charged where the files follow another column: the best one had decided, and nothing was said', () => {
    const health = judged(orderBy(1));
    expect(orderOf(health)).toMatchObject({
      value: 'A filter on order_id opens every file',
      valueDetail:
        'One on ordered_at opens 1 % of the files. Bounds for 3 of 3 columns',
      cause:
        "The table declares an order by order_id, but its files overlap: writers didn't keep it",
      ailments: ['unsorted'],
      evidence: { column: 'order_id', declaredColumn: 'order_id' },
    });
    expect(orderOf(health).cost).toBeGreaterThan(5);
    const rewrite = health.recommendations.find(({ id }) => id === 'compact');
    expect(rewrite?.action).toBe('Rewrite the files in order');
    expect(rewrite?.slowdownAfter).toBeLessThan(rewrite?.slowdownBefore ?? 0);
  });

  it('is charged as much as no order at all, and less the better it is kept', () => {
    const lost = orderOf(judged(orderBy(1))).cost;
    const kept = orderOf(judged(orderBy(1), { byId: 0.02 }));
    const half = orderOf(judged(orderBy(1), { byId: 0.35 })).cost;
    expect(half).toBeLessThan(lost);
    expect(half).toBeGreaterThan(0);
    expect(kept).toMatchObject({ cost: 0, state: 'known' });
    expect(kept.ailments).toBeUndefined();
  });

  it('says where each file is in order by itself', () => {
    expect(orderOf(judged(orderBy(1), { inOrder: 100 })).cause).toContain(
      'each is in order by itself',
    );
  });

  it('asks no more of a partitioned table than an order within partitions', () => {
    const within = judged(
      { ...byDay, ...orderBy(1) },
      { partitions: 50, byId: 0.5 },
    );
    expect(orderOf(within).cost).toBe(0);
    const one = judged({ ...byDay, ...orderBy(1) }, { partitions: 100 });
    expect(orderOf(one).cost).toBe(0);
    const lost = judged({ ...byDay, ...orderBy(1) }, { partitions: 5 });
    expect(orderOf(lost).ailments).toEqual(['unsorted']);
    const rewrite = lost.recommendations.find(({ id }) => id === 'compact');
    expect(rewrite?.slowdownAfter).toBeLessThan(rewrite?.slowdownBefore ?? 0);
  });

  it('is not looked for in values where it is one of hashes, or where its column has no bounds', () => {
    expect(orderOf(judged(orderBy(1, 'bucket[16]'))).cost).toBe(0);
    expect(orderOf(judged(orderBy(3))).cost).toBe(0);
  });
});

describe('a share of files above the threshold that costs nothing', () => {
  const detailOf = (health: ReturnType<typeof judge>) =>
    orderOf(health).valueDetail;

  it('says that the table is too small to suffer, and where that begins', () => {
    const small = judge(
      inputOf({
        dataFiles: 10,
        dataRecords: 1000n,
        clustering: [
          {
            fieldId: 1,
            column: 'order_id',
            filesPerPoint: 1,
            filesWithBounds: 10,
          },
        ],
      }),
      resolvePolicy(),
    );
    expect(orderOf(small)).toMatchObject({
      cost: 0,
      value: 'A filter on order_id opens every file',
    });
    expect(detailOf(small)).toBe(
      'Too small to matter: that begins at 250,000 rows, or 25 files per 128 MB. Bounds for 3 of 3 columns',
    );
  });

  it('says that an order within partitions opens no fewer', () => {
    const within = judged(
      { ...byDay, ...orderBy(1) },
      { partitions: 50, byId: 0.5 },
    );
    expect(orderOf(within)).toMatchObject({
      cost: 0,
      value: 'A filter on order_id opens 50 % of the files',
    });
    expect(detailOf(within)).toContain('To open fewer is hardly possible');
  });

  it('says nothing of the kind where points are charged', () => {
    expect(detailOf(judged(orderBy(1)))).not.toMatch(/too small|fewer/i);
  });
});

describe('values of which an engine does not tell how they lie', () => {
  const counted = (dataFiles: number) =>
    orderOf(
      judge(
        inputOf({
          dataFiles,
          clustering: [],
          warnings: [{ code: 'clustering-unknown', message: 'Not measured.' }],
        }),
        resolvePolicy(),
      ),
    );

  it('bug: are not said to have no bounds in a table of one file', () => {
    expect(counted(1)).toMatchObject({
      state: 'known',
      cost: 0,
      value: 'One file: nothing to skip',
      valueDetail: 'Bounds for 3 of 3 columns',
    });
  });

  it('are unknown in a table of several files', () => {
    expect(counted(2)).toMatchObject({ state: 'unknown', cost: 0 });
  });
});
