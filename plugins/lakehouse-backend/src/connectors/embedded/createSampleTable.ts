import type {
  ColumnSpec,
  EmbeddedLakehouse,
  PartitionBy,
} from '@lakehouse-portal/embedded';

interface Sample {
  name: string;
  comment: string;
  columns: ColumnSpec[];
  partitionBy?: PartitionBy[];
  rows: () => Array<Record<string, unknown>>;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Puts a small table into a schema, so that there is something to look at. */
export async function createSampleTable(
  lakehouse: EmbeddedLakehouse,
  schema: string,
): Promise<void> {
  const sample = SAMPLES[schema] ?? SAMPLES.other;
  const table = { namespace: schema, name: sample.name };
  await lakehouse.createTable(table, {
    columns: sample.columns,
    partitionBy: sample.partitionBy,
    properties: { comment: sample.comment },
  });
  await lakehouse.append(table, { rows: sample.rows() });
}

const SAMPLES: Record<string, Sample> = {
  bronze: {
    name: 'sample_events',
    comment: 'Sample: events of a shop as they came in',
    columns: [
      {
        name: 'event_id',
        type: 'long',
        required: true,
        doc: 'Given by the shop',
      },
      { name: 'happened_at', type: 'timestamptz', required: true },
      { name: 'kind', type: 'string', doc: 'view, cart or order' },
      { name: 'payload', type: 'string', doc: 'The event as JSON' },
    ],
    partitionBy: [{ column: 'happened_at', transform: 'day' }],
    rows: () =>
      range(300).map(index => ({
        event_id: index + 1,
        happened_at: timeOf(index),
        kind: ['view', 'cart', 'order'][index % 3],
        payload: JSON.stringify({
          customer: (index * 7) % 40,
          article: (index * 13) % 90,
        }),
      })),
  },
  silver: {
    name: 'sample_orders',
    comment: 'Sample: one row per order, cleaned',
    columns: [
      { name: 'order_id', type: 'long', required: true },
      { name: 'customer_id', type: 'long', required: true },
      { name: 'ordered_at', type: 'timestamptz', required: true },
      { name: 'total', type: 'decimal(12, 2)', doc: 'Gross, in euros' },
    ],
    rows: () =>
      range(100).map(index => ({
        order_id: index + 1,
        customer_id: (index * 7) % 40,
        ordered_at: timeOf(index * 3),
        total: (((index * 1337) % 20_000) / 100).toFixed(2),
      })),
  },
  gold: {
    name: 'sample_sales_by_day',
    comment: 'Sample: sales of each day',
    columns: [
      { name: 'day', type: 'date', required: true },
      { name: 'orders', type: 'long' },
      { name: 'revenue', type: 'decimal(14, 2)', doc: 'In euros' },
    ],
    rows: () =>
      range(3).map(index => ({
        day: timeOf(index * 100)
          .toISOString()
          .slice(0, 10),
        orders: 30 + index * 5,
        revenue: (3000 + index * 411.5).toFixed(2),
      })),
  },
  other: {
    name: 'sample',
    comment: 'Sample: a few rows to look at',
    columns: [
      { name: 'id', type: 'long', required: true },
      { name: 'happened_at', type: 'timestamptz' },
      { name: 'name', type: 'string' },
    ],
    rows: () =>
      range(100).map(index => ({
        id: index + 1,
        happened_at: timeOf(index),
        name: `Row ${index + 1}`,
      })),
  },
};

/** Over three days that end today, so that the samples are fresh. */
function timeOf(index: number): Date {
  const midnight = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  return new Date(
    midnight -
      2 * DAY_MS +
      Math.floor(index / 100) * DAY_MS +
      (index % 100) * 600_000,
  );
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
