import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { RiDatabase2Line } from '@remixicon/react';
import { rootRouteRef } from '../routes';
import { lakehouseTranslationRef } from '../translation';

export const lakehousePage = PageBlueprint.make({
  params: {
    path: '/lakehouse',
    routeRef: rootRouteRef,
    title: lakehouseTranslationRef('page.title'),
    icon: <RiDatabase2Line />,
    loader: async () => {
      const { FleetPage } = await import('../components/FleetPage');
      return <FleetPage />;
    },
  },
});
