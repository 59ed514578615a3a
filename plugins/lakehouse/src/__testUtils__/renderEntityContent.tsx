import type { JSX } from 'react';
import type { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import type { LakehouseApi } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseApiRef } from '../api';
import {
  createMockLakehouseApi,
  mockEntities,
  mockTableEntity,
} from '../testing';

/**
 * Renders a tab or card as the entity page would: with its entity, a back end in memory
 * and the routes of entities. `query` is the page's query, for example `engine=Spark`.
 */
export function renderEntityContent(
  element: JSX.Element,
  options?: { entity?: Entity; api?: LakehouseApi; query?: string },
) {
  const entity =
    options?.entity ??
    mockTableEntity(
      { lakehouse: 'retail', schema: 'silver', table: 'orders' },
      'group:default/orders-platform',
    );
  return renderInTestApp(
    <EntityProvider entity={entity}>{element}</EntityProvider>,
    {
      apis: [
        [lakehouseApiRef, options?.api ?? createMockLakehouseApi()],
        [catalogApiRef, catalogApiMock({ entities: mockEntities() })],
      ],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      initialRouteEntries: [options?.query ? `/?${options.query}` : '/'],
    },
  );
}
