import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { lakehouseFilter, tableFilter, viewFilter } from './filters';

export const tableHealthEntityCard = EntityCardBlueprint.make({
  name: 'table-health',
  params: {
    type: 'content',
    filter: tableFilter,
    loader: async () => {
      const { TableHealthCard } = await import('../components/cards');
      return <TableHealthCard />;
    },
  },
});

export const viewEntityCard = EntityCardBlueprint.make({
  name: 'view',
  params: {
    type: 'content',
    filter: viewFilter,
    loader: async () => {
      const { ViewCard } = await import('../components/cards');
      return <ViewCard />;
    },
  },
});

export const lakehouseHealthEntityCard = EntityCardBlueprint.make({
  name: 'lakehouse-health',
  params: {
    type: 'content',
    filter: lakehouseFilter,
    loader: async () => {
      const { LakehouseHealthCard } = await import('../components/cards');
      return <LakehouseHealthCard />;
    },
  },
});
