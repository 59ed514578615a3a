import { NotFoundError } from '@backstage/errors';
import type {
  LakehouseApi,
  TableRef,
  TablesPage,
  TablesQuery,
  TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { mockHealth } from './mockHealth';
import { mockLakehouse, mockOverview } from './mockLakehouses';
import { mockComparison, mockSnapshots } from './mockSnapshots';
import { mockCheck, mockCommits, mockSources } from './mockSources';
import { mockTableDetail } from './mockTableDetail';
import { mockTables } from './mockTables';

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) {
    throw new NotFoundError(`There is no ${what}`);
  }
  return value;
}

function nameOf(table: TableRef): string {
  return `table ${table.schema}.${table.table} in lakehouse ${table.lakehouse}`;
}

const LAYERS = ['bronze', 'silver', 'gold'];

/** Undefined: unknown, which comes last, whatever the order. */
const SORT_KEYS: Record<
  NonNullable<TablesQuery['sort']>,
  (table: TableSummary) => string | number | undefined
> = {
  // Unknown sorts after critical: it may be either.
  health: table => table.score ?? 49.5,
  name: table => `${table.schema}.${table.table}`,
  slowdown: table => table.slowdown,
  layer: table =>
    table.layer &&
    (LAYERS.includes(table.layer)
      ? LAYERS.indexOf(table.layer)
      : LAYERS.length),
  owner: table => table.owner,
  size: table => table.sizeBytes,
  files: table => table.dataFiles,
  age: table => table.lastCommitAt && -new Date(table.lastCommitAt).getTime(),
};

const DESCENDING = new Set(['slowdown', 'size', 'files', 'age']);

/** Milliseconds of `P7D` or `PT1H`: all that the pages ask for. */
function ageMs(duration: string): number {
  const [, amount, unit] = /^PT?(\d+)([DH])$/.exec(duration) ?? [];
  return Number(amount) * (unit === 'D' ? 86_400_000 : 3_600_000);
}

function hasAge(table: TableSummary, query: TablesQuery): boolean {
  const age = table.lastCommitAt
    ? Date.now() - new Date(table.lastCommitAt).getTime()
    : undefined;
  return (
    (!query.minAge || (age !== undefined && age >= ageMs(query.minAge))) &&
    (!query.maxAge || (age !== undefined && age <= ageMs(query.maxAge)))
  );
}

function hasSize({ sizeBytes }: TableSummary, query: TablesQuery): boolean {
  return (
    (query.minSizeBytes === undefined ||
      (sizeBytes !== undefined && sizeBytes >= query.minSizeBytes)) &&
    (query.maxSizeBytes === undefined ||
      (sizeBytes !== undefined && sizeBytes <= query.maxSizeBytes))
  );
}

function listTables(all: TableSummary[], query: TablesQuery): TablesPage {
  const search = query.search?.toLowerCase();
  const matching = all.filter(
    table =>
      (!query.lakehouse || table.lakehouse === query.lakehouse) &&
      (!query.schema || table.schema === query.schema) &&
      (!query.severity?.length || query.severity.includes(table.severity)) &&
      (!query.layer?.length || query.layer.includes(table.layer ?? 'none')) &&
      (!query.owner?.length || query.owner.includes(table.owner ?? 'none')) &&
      (!search ||
        `${table.schema}.${table.table} ${table.owner ?? ''}`
          .toLowerCase()
          .includes(search)) &&
      hasAge(table, query) &&
      hasSize(table, query),
  );
  const sort = query.sort ?? 'health';
  const key = SORT_KEYS[sort];
  const sign =
    (query.order ?? (DESCENDING.has(sort) ? 'desc' : 'asc')) === 'desc'
      ? -1
      : 1;
  const sorted = [...matching].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    if (left === right) {
      return 0;
    }
    if (left === undefined || right === undefined) {
      return left === undefined ? 1 : -1;
    }
    return left < right ? -sign : sign;
  });
  const offset = query.offset ?? 0;
  const limit = query.limit ?? 50;
  const first = Number(query.cursor ?? 0) + offset;
  const end = first + limit;
  return {
    items: sorted.slice(first, end),
    totalItems: sorted.length,
    nextCursor: end < sorted.length ? String(end) : undefined,
    offset,
    limit,
  };
}

/**
 * A back end in memory with realistic data, for tests and the development app. `tables`
 * replaces its list, for example by 10,000 of them.
 */
export function createMockLakehouseApi(options?: {
  tables?: TableSummary[];
}): LakehouseApi {
  const tables = options?.tables ?? mockTables();
  const lakehouse = (name: string) =>
    found(name === 'retail' ? mockLakehouse() : undefined, `lakehouse ${name}`);
  return {
    getOverview: async () => mockOverview(tables),
    listLakehouses: async () => ({ items: [mockLakehouse()] }),
    getLakehouse: async name => lakehouse(name),
    createLakehouse: async request => ({
      ...mockLakehouse(),
      name: request.name,
      title: request.title ?? request.name,
    }),
    removeLakehouse: async () => {},
    scanLakehouse: async name => lakehouse(name),
    getSources: async name => {
      lakehouse(name);
      return mockSources();
    },
    checkSource: () => mockCheck(),
    listTables: async query => listTables(tables, query ?? {}),
    getTable: async table => found(mockTableDetail(table), nameOf(table)),
    getSnapshots: async (table, page) => {
      found(mockTableDetail(table), nameOf(table));
      return mockSnapshots(table, page);
    },
    getCommits: async (_table, page) => mockCommits(page?.limit),
    compareSnapshots: async (table, pair) =>
      found(
        mockComparison(pair),
        `snapshot ${pair.from} or ${pair.to} of ${nameOf(table)}`,
      ),
    getHealth: async table => found(mockHealth(table), nameOf(table)),
    scanTable: async table => found(mockHealth(table), nameOf(table)),
    queryTable: async (_table, request) => ({
      columns: [
        { name: 'order_id', type: 'long' },
        { name: 'status', type: 'string' },
        { name: 'total', type: 'decimal(12, 2)' },
      ],
      rows: Array.from(
        { length: Math.min(20, request.maxRows ?? 100) },
        (_, row) => [
          String(9_007_199_254_740_993n + BigInt(row)),
          row % 3 ? 'paid' : 'shipped',
          '19.90',
        ],
      ),
      truncated: true,
      elapsedMs: 38,
      snapshotId: request.snapshotId ?? '7420192837465510118',
    }),
  };
}
