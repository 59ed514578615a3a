import { EntityHeaderLayoutBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { tableFilter } from './filters';

// Replaces the catalog's header on tables, and with it the menu items of other plugins;
// who needs those switches `entity-header-layout:lakehouse/table` off in app-config.
export const tableEntityHeader = EntityHeaderLayoutBlueprint.make({
  name: 'table',
  params: {
    filter: tableFilter,
    loader: async () => {
      const { TableHeader } = await import('../components/TableHeader');
      return headerProps => <TableHeader {...headerProps} />;
    },
  },
});
