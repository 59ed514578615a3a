import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import type { LakehouseApi } from '@lakehouse-portal/plugin-lakehouse-common';
import { createMockLakehouseApi } from './MockLakehouseApi';
import { mockOverview, mockRollUp } from './mockLakehouses';

/** Moods of the mock back end. */
export type MockVariant = 'full' | 'empty' | 'loading' | 'failing' | 'forbidden' | 'stale';

function everyCall(answer: () => Promise<never>): LakehouseApi {
  const api = createMockLakehouseApi();
  const names = Object.keys(api) as Array<keyof LakehouseApi>;
  return { ...api, ...Object.fromEntries(names.map(name => [name, answer])) };
}

/** The mock back end full of data, empty, never answering, failing, refusing, or failing on the second ask. */
export function createMockLakehouseApiVariant(variant: MockVariant): LakehouseApi {
  switch (variant) {
    case 'loading':
      return everyCall(() => new Promise<never>(() => {}));
    case 'failing':
      return everyCall(async () => {
        throw new ServiceUnavailableError('The catalog of lakehouse retail did not answer within 10 s: connection to warehouse.internal:5432 refused.');
      });
    case 'forbidden':
      return everyCall(async () => {
        throw new NotAllowedError('Unauthorized');
      });
    case 'empty':
      return {
        ...createMockLakehouseApi({ tables: [] }),
        getOverview: async () => ({
          ...mockOverview(),
          lede: { headline: 'No lakehouse yet.', detail: 'Create one, or connect one that you already have.' },
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
            throw new ServiceUnavailableError('The catalog of lakehouse retail did not answer within 10 s.');
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
