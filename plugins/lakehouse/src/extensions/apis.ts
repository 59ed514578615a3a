import { ApiBlueprint, coreApis } from '@backstage/frontend-plugin-api';
import { LakehouseClient } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseApiRef } from '../api';

export const lakehouseApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: lakehouseApiRef,
      deps: { discoveryApi: coreApis.discovery, fetchApi: coreApis.fetch },
      factory: ({ discoveryApi, fetchApi }) =>
        new LakehouseClient({ discoveryApi, fetchApi }),
    }),
});
