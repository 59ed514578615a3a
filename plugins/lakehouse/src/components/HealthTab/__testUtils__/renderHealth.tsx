import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  LakehouseApi,
  TableHealthReport,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseApiRef } from '../../../api';
import { createMockLakehouseApi } from '../../../testing';
import { mockHealth } from '../../../testing/mockHealth';
import { TableHealthView } from '../HealthTab';

export const CLICKS = {
  lakehouse: 'retail',
  schema: 'bronze',
  table: 'click_events',
};

/** The report of bronze.click_events in the mock lakehouse, changed. */
export function reportOf(
  change: (report: TableHealthReport) => TableHealthReport = report => report,
): TableHealthReport {
  const report = mockHealth(CLICKS);
  if (!report) {
    throw new Error('The mock lakehouse has no bronze.click_events');
  }
  return change(report);
}

/** The tab of that table, to somebody who may do everything. */
export function renderHealth(
  report: TableHealthReport,
  options: { api?: Partial<LakehouseApi> } = {},
) {
  const api: LakehouseApi = {
    ...createMockLakehouseApi(),
    getHealth: async () => report,
    ...options.api,
  };
  return renderInTestApp(<TableHealthView table={CLICKS} />, {
    apis: [
      [lakehouseApiRef, api],
      mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
    ],
  });
}
