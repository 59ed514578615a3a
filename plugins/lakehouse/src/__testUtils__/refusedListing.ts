import type { LakehouseApi } from '@lakehouse-portal/plugin-lakehouse-common';
import { createMockLakehouseApi } from '../testing';

/** A back end in memory, in which a catalog lists much less than is known. */
export function refusedListing(): LakehouseApi {
  const api = createMockLakehouseApi();
  return {
    ...api,
    getLakehouse: async name => {
      const detail = await api.getLakehouse(name);
      return {
        ...detail,
        scan: {
          ...detail.scan,
          status: 'failed',
          error: 'The listing is not believed',
          refusedListing: {
            known: 100,
            listed: 12,
            lost: 88,
            examples: ['silver.orders', 'gold.revenue'],
          },
        },
      };
    },
  };
}
