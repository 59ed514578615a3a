import { useAppLocation } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  LakehouseApi,
  TablesQuery,
  TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { screen } from '@testing-library/react';
import { lakehouseApiRef } from '../api';
import { FleetPage } from '../components/FleetPage';
import { templateRouteRef } from '../routes';
import { createMockLakehouseApi } from '../testing';

/** Shows the query of the page. */
function Address() {
  return (
    <output aria-label="address">
      {decodeURIComponent(useAppLocation().search)}
    </output>
  );
}

/** Renders the Lakehouse page with a back end in memory; `query` is the page's query. */
export function renderFleet(options?: {
  api?: Partial<LakehouseApi>;
  query?: string;
}) {
  const api = { ...createMockLakehouseApi(), ...options?.api };
  return renderInTestApp(
    <>
      <FleetPage />
      <Address />
    </>,
    {
      apis: [
        [lakehouseApiRef, api],
        mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
      ],
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/create/templates/:namespace/:templateName': templateRouteRef,
      },
      initialRouteEntries: [`/${options?.query ? `?${options.query}` : ''}`],
    },
  );
}

/** The list of tables, as soon as it is there. */
export function findList(): Promise<HTMLElement> {
  return screen.findByRole('table', { name: 'List of tables' });
}

/** Names of the tables in the list, top to bottom. */
export async function listedNames(): Promise<string[]> {
  const list = await findList();
  return [...list.querySelectorAll('tbody th')].map(
    cell => cell.textContent ?? '',
  );
}

/** The query of the page. */
export function pageQuery(): string | null {
  return screen.getByRole('status', { name: 'address' }).textContent;
}

/** A back end that remembers which lists it was asked for. */
export function recordLists(tables?: TableSummary[]) {
  const inner = createMockLakehouseApi({ tables });
  const asked: TablesQuery[] = [];
  const api: LakehouseApi = {
    ...inner,
    listTables: async query => {
      asked.push(query ?? {});
      return inner.listTables(query);
    },
  };
  return { asked, api };
}
