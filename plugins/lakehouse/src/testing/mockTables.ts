import type { Severity } from '@lakehouse-portal/table-health';
import {
  tableEntityRef,
  type TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { ago } from './mockTime';

const MB = 1024 ** 2;
const GB = 1024 ** 3;

interface Row {
  schema: string;
  table: string;
  owner?: string;
  score?: number;
  slowdown?: number;
  sizeBytes?: number;
  dataFiles?: number;
  age: [number, 's' | 'min' | 'h' | 'd'];
  due: string[];
  drift: number;
}

const ROWS: Row[] = [
  {
    schema: 'bronze',
    table: 'click_events',
    owner: 'web-analytics',
    score: 31,
    slowdown: 3.7,
    sizeBytes: 207.3 * GB,
    dataFiles: 48_212,
    age: [38, 's'],
    due: ['Compact', 'Rewrite manifests', 'Expire snapshots'],
    drift: -2,
  },
  {
    schema: 'bronze',
    table: 'pos_scans',
    owner: 'supply-chain',
    score: 38,
    slowdown: 3.5,
    sizeBytes: 96.1 * GB,
    dataFiles: 19_844,
    age: [2, 'min'],
    due: ['Compact'],
    drift: -0.9,
  },
  {
    schema: 'silver',
    table: 'orders',
    owner: 'orders-platform',
    score: 44,
    slowdown: 3.2,
    sizeBytes: 412.8 * GB,
    dataFiles: 2_904,
    age: [12, 'min'],
    due: ['Fold in deletes'],
    drift: -1.2,
  },
  {
    schema: 'gold',
    table: 'revenue_daily',
    owner: 'finance-analytics',
    score: 47,
    slowdown: 1.2,
    sizeBytes: 1.2 * GB,
    dataFiles: 61,
    age: [3, 'd'],
    due: ['Check its writer'],
    drift: -1,
  },
  {
    schema: 'bronze',
    table: 'partner_stock',
    owner: 'supply-chain',
    sizeBytes: 33 * GB,
    dataFiles: 702,
    age: [3, 'h'],
    due: [],
    drift: 0,
  },
  {
    schema: 'silver',
    table: 'order_items',
    owner: 'orders-platform',
    score: 63,
    slowdown: 2.2,
    sizeBytes: 731.5 * GB,
    dataFiles: 4_410,
    age: [12, 'min'],
    due: ['Fold in deletes'],
    drift: -0.4,
  },
  {
    schema: 'gold',
    table: 'stock_levels',
    owner: 'supply-chain',
    score: 66,
    slowdown: 2,
    sizeBytes: 8.6 * GB,
    dataFiles: 1_240,
    age: [41, 'min'],
    due: ['Coarser partitions'],
    drift: 0,
  },
  {
    schema: 'silver',
    table: 'returns',
    owner: 'orders-platform',
    score: 71,
    slowdown: 1.7,
    sizeBytes: 54.2 * GB,
    dataFiles: 388,
    age: [1, 'h'],
    due: ['Fold in deletes', 'Expire snapshots'],
    drift: -0.5,
  },
  {
    schema: 'bronze',
    table: 'legacy_export',
    score: 74,
    slowdown: 1.7,
    sizeBytes: 264.9 * GB,
    dataFiles: 2_210,
    age: [143, 'd'],
    due: ['Rewrite manifests'],
    drift: 0,
  },
  {
    schema: 'gold',
    table: 'customer_360',
    owner: 'customer-data',
    score: 88,
    slowdown: 1.2,
    sizeBytes: 77.4 * GB,
    dataFiles: 352,
    age: [5, 'h'],
    due: [],
    drift: 0,
  },
  {
    schema: 'silver',
    table: 'products',
    owner: 'supply-chain',
    score: 92,
    slowdown: 1.1,
    sizeBytes: 6.8 * GB,
    dataFiles: 34,
    age: [7, 'h'],
    due: [],
    drift: 0,
  },
  {
    schema: 'silver',
    table: 'customers',
    owner: 'customer-data',
    score: 96,
    slowdown: 1.1,
    sizeBytes: 141 * GB,
    dataFiles: 604,
    age: [26, 'min'],
    due: [],
    drift: 0,
  },
  {
    schema: 'gold',
    table: 'brand_new',
    owner: 'customer-data',
    age: [4, 'min'],
    due: [],
    drift: 0,
  },
];

function severity(score: number | undefined): Severity {
  if (score === undefined) {
    return 'unknown';
  }
  if (score >= 80) {
    return 'healthy';
  }
  return score >= 50 ? 'at-risk' : 'critical';
}

function summary(row: Row): TableSummary {
  const ref = { lakehouse: 'retail', schema: row.schema, table: row.table };
  const score = row.score;
  const scoreHistory =
    score === undefined
      ? []
      : Array.from({ length: 30 }, (_, day) => ({
          at: ago(29 - day, 'd'),
          score: Math.round(Math.min(100, score - row.drift * (29 - day))),
        }));
  return {
    ...ref,
    entityRef: tableEntityRef(ref),
    tableUuid: '9c12d441-03fe-4693-9a96-a0705ddf69c1',
    owner: row.owner && `group:default/${row.owner}`,
    layer: row.schema,
    description: row.table === 'orders' ? 'One row per order' : undefined,
    identity: '0000000000000000',
    kind: 'table' as const,
    format: 'iceberg',
    formatVersion: 2,
    severity: severity(score),
    score,
    scoreIsUpperBound: row.table === 'legacy_export',
    slowdown: row.slowdown,
    scoreHistory,
    sizeBytes: row.sizeBytes && Math.round(row.sizeBytes),
    dataFiles: row.dataFiles,
    records:
      row.dataFiles && Math.round((row.sizeBytes ?? 0) / (0.2 * MB)) * 900,
    snapshots: row.dataFiles && Math.round(row.dataFiles / 3),
    lastCommitAt: row.table === 'brand_new' ? undefined : ago(...row.age),
    due: row.due,
    scannedAt: ago(2, 'min'),
    scanError:
      row.table === 'partner_stock'
        ? 'The metadata file …/partner_stock/metadata/00412-8c1e.metadata.json ends in the middle of a word.'
        : undefined,
  };
}

/** Tables of the mock lakehouse `retail`, worst first: every severity, with and without owner, stale, new. */
export function mockTables(): TableSummary[] {
  return ROWS.map(summary);
}

/** One of {@link mockTables}. */
export function mockTable(
  schema: string,
  table: string,
): TableSummary | undefined {
  return mockTables().find(
    candidate => candidate.schema === schema && candidate.table === table,
  );
}
