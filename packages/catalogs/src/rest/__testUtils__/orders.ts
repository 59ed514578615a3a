import type { TestAnswer } from '../../__testUtils__/CatalogTestServer';
import { tableMetadataJson } from '../../__testUtils__/tableMetadataJson';
import type { CatalogTable } from '../../catalog';

/** Where the metadata of {@link ORDERS} is. */
export const LOCATION = 's3://lake/shop/orders/metadata/00001.metadata.json';

/** The table that most tests look at. */
export const ORDERS: CatalogTable = { namespace: 'shop', name: 'orders' };

/** The answer with {@link ORDERS}. As text, because JSON.stringify would round the ids. */
export const table =
  (options: { headers?: Record<string, string>; rest?: string } = {}) =>
  (): TestAnswer =>
  response => {
    response.writeHead(200, options.headers);
    response.end(
      `{"metadata-location":"${LOCATION}","metadata":${tableMetadataJson()}${
        options.rest ?? ''
      }}`,
    );
  };
