import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import type {
  LakehouseApi,
  ScanState,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { createMockLakehouseApi } from './MockLakehouseApi';
import { mockLakehouse, mockOverview, mockRollUp } from './mockLakehouses';
import { mockManyTables } from './mockManyTables';
import { ago } from './mockTime';

/** Moods of the mock back end. */
export type MockVariant =
  | 'full'
  | 'many'
  | 'first'
  | 'old'
  | 'empty'
  | 'loading'
  | 'failing'
  | 'forbidden'
  | 'stale';

function everyCall(answer: () => Promise<never>): LakehouseApi {
  const api = createMockLakehouseApi();
  const names = Object.keys(api) as Array<keyof LakehouseApi>;
  return { ...api, ...Object.fromEntries(names.map(name => [name, answer])) };
}

function withScan(scan: ScanState): LakehouseApi {
  const lakehouse = { ...mockLakehouse(), scan };
  return {
    ...createMockLakehouseApi(),
    getOverview: async () => ({ ...mockOverview(), lakehouses: [lakehouse] }),
    getLakehouse: async () => lakehouse,
  };
}

/** The mock back end full of data, with 10,000 tables, scanned for the first time, scanned long ago, empty, never answering, failing, refusing, or failing on the second ask. */
export function createMockLakehouseApiVariant(
  variant: MockVariant,
): LakehouseApi {
  switch (variant) {
    case 'loading':
      return everyCall(() => new Promise<never>(() => {}));
    case 'failing':
      return everyCall(async () => {
        throw new ServiceUnavailableError(
          'The catalog of lakehouse retail did not answer within 10 s: connection to warehouse.internal:5432 refused.',
        );
      });
    case 'forbidden':
      return everyCall(async () => {
        throw new NotAllowedError('Unauthorized');
      });
    case 'many': {
      const retail = mockLakehouse();
      const clinic = { ...retail, name: 'clinic', title: 'Clinic' };
      return {
        ...createMockLakehouseApi({ tables: mockManyTables(10_000) }),
        listLakehouses: async () => ({ items: [clinic, retail] }),
      };
    }
    case 'first':
      return withScan({
        status: 'running',
        activity: 'Being prepared: 12 of 19 tables written',
        tablesTotal: 13,
        tablesFailed: 0,
      });
    case 'old':
      return withScan({
        status: 'failed',
        lastSuccessAt: ago(3, 'h'),
        lastAttemptAt: ago(4, 'min'),
        tablesTotal: 13,
        tablesFailed: 13,
        error:
          'The catalog file:///var/lib/lakehouse/retail/catalog.db could not be opened: disk I/O error.',
      });
    case 'empty':
      return {
        ...createMockLakehouseApi({ tables: [] }),
        getOverview: async () => ({
          ...mockOverview(),
          lede: {
            headline: 'No lakehouse yet.',
            detail: 'Create one, or connect one that you already have.',
          },
          total: mockRollUp([]),
          owners: [],
          lakehouses: [],
        }),
        listLakehouses: async () => ({ items: [] }),
      };
    case 'stale': {
      const api = createMockLakehouseApi();
      const asked = new Set<string>();
      return {
        ...api,
        getTable: async table => {
          const key = JSON.stringify(table);
          if (asked.has(key)) {
            throw new ServiceUnavailableError(
              'The catalog of lakehouse retail did not answer within 10 s.',
            );
          }
          asked.add(key);
          return api.getTable(table);
        },
      };
    }
    default:
      return createMockLakehouseApi();
  }
}
