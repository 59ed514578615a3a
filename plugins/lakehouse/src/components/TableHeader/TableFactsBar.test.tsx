import { screen } from '@testing-library/react';
import { renderEntityContent } from '../../__testUtils__';
import {
  createMockLakehouseApi,
  mockTableDetail,
  mockTableEntity,
} from '../../testing';
import { TableFactsBar } from './TableFactsBar';

const ORDERS = { lakehouse: 'retail', schema: 'silver', table: 'orders' };

describe('TableFactsBar', () => {
  it.each([
    {
      size: 'unknown',
      state: 'was written to but could not be read',
      lastCommitAt: '2026-11-20T10:00:00Z',
    },
    { size: 'no data yet', state: 'was never written to' },
  ])(
    'says "$size" as the size of a table that $state',
    async ({ size, lastCommitAt }) => {
      const detail = mockTableDetail(ORDERS)!;
      const api = createMockLakehouseApi();
      api.getTable = async () => ({
        ...detail,
        summary: {
          ...detail.summary,
          sizeBytes: undefined,
          dataFiles: undefined,
          lastCommitAt,
        },
      });
      renderEntityContent(
        <TableFactsBar table={ORDERS} entity={mockTableEntity(ORDERS)} />,
        { api },
      );
      const label = await screen.findByText('Size');
      expect(label.nextElementSibling).toHaveTextContent(size);
    },
  );
});
