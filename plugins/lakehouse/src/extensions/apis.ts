import { ApiBlueprint, coreApis } from '@backstage/frontend-plugin-api';
import {
  BlueprintClient,
  LakehouseClient,
  MaintenanceClient,
  PolicyClient,
} from '@lakehouse-portal/plugin-lakehouse-common';
import {
  blueprintApiRef,
  lakehouseApiRef,
  maintenanceApiRef,
  policyApiRef,
} from '../api';

export const lakehouseApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: lakehouseApiRef,
      deps: { discoveryApi: coreApis.discovery, fetchApi: coreApis.fetch },
      factory: ({ discoveryApi, fetchApi }) =>
        new LakehouseClient({ discoveryApi, fetchApi }),
    }),
});

export const maintenanceApi = ApiBlueprint.make({
  name: 'maintenance',
  params: defineParams =>
    defineParams({
      api: maintenanceApiRef,
      deps: { discoveryApi: coreApis.discovery, fetchApi: coreApis.fetch },
      factory: ({ discoveryApi, fetchApi }) =>
        new MaintenanceClient({ discoveryApi, fetchApi }),
    }),
});

export const blueprintApi = ApiBlueprint.make({
  name: 'blueprint',
  params: defineParams =>
    defineParams({
      api: blueprintApiRef,
      deps: { discoveryApi: coreApis.discovery, fetchApi: coreApis.fetch },
      factory: ({ discoveryApi, fetchApi }) =>
        new BlueprintClient({ discoveryApi, fetchApi }),
    }),
});

export const policyApi = ApiBlueprint.make({
  name: 'policies',
  params: defineParams =>
    defineParams({
      api: policyApiRef,
      deps: { discoveryApi: coreApis.discovery, fetchApi: coreApis.fetch },
      factory: ({ discoveryApi, fetchApi }) =>
        new PolicyClient({ discoveryApi, fetchApi }),
    }),
});
