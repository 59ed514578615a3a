import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { DefaultLakehouseService } from './DefaultLakehouseService';
import type { LakehouseService } from './LakehouseService';

/**
 * The lakehouse back end, for other back-end plugins and modules. Calls it over HTTP.
 * @public
 */
export const lakehouseServiceRef = createServiceRef<LakehouseService>({
  id: 'lakehouse.service',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: deps => DefaultLakehouseService.create(deps),
    }),
});
