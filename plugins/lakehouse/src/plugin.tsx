import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiDatabase2Line } from '@remixicon/react';
import {
  accessFormField,
  columnsFormField,
  postgresCatalogsFormField,
  rowFiltersFormField,
  answerFormField,
  blueprintApi,
  catalogFormField,
  clusterFormField,
  healthEntityContent,
  lakehouseApi,
  lakehouseEntityContent,
  lakehouseHealthEntityCard,
  lakehousePage,
  layersFormField,
  maintenanceApi,
  maintenanceEntityContent,
  previewFormField,
  schemaEntityContent,
  snapshotsEntityContent,
  stackEntityContent,
  storageFormField,
  tableEntityContent,
  tableEntityHeader,
  tableHealthEntityCard,
  viewEntityCard,
} from './extensions';
import { rootRouteRef, templateRouteRef } from './routes';

/**
 * Lakehouse for Backstage: the page of all tables, the tabs of a table, and the pages of
 * lakehouses and schemas.
 * @public
 */
export const lakehousePlugin = createFrontendPlugin({
  pluginId: 'lakehouse',
  title: 'Lakehouse',
  icon: <RiDatabase2Line />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  externalRoutes: { template: templateRouteRef },
  extensions: [
    lakehouseApi,
    maintenanceApi,
    blueprintApi,
    lakehousePage,
    tableEntityHeader,
    tableEntityContent,
    snapshotsEntityContent,
    healthEntityContent,
    maintenanceEntityContent,
    lakehouseEntityContent,
    stackEntityContent,
    schemaEntityContent,
    tableHealthEntityCard,
    lakehouseHealthEntityCard,
    viewEntityCard,
    answerFormField,
    storageFormField,
    catalogFormField,
    clusterFormField,
    layersFormField,
    accessFormField,
    columnsFormField,
    rowFiltersFormField,
    postgresCatalogsFormField,
    previewFormField,
  ],
});
