import type { AuditorService } from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { LakehouseService } from '@lakehouse-portal/plugin-lakehouse-node';
import type { MaintenanceService } from '../maintenance';
import type { PolicyService } from '../policies';

/** What actions for agents work with: the services that check permissions, as for the HTTP API. */
export interface ActionServices {
  actionsRegistry: ActionsRegistryService;
  service: LakehouseService;
  maintenance: MaintenanceService;
  policies: PolicyService;
  auditor: AuditorService;
}

/** The Zod that the registry hands to each schema. */
export type Zod = Parameters<
  Parameters<ActionsRegistryService['register']>[0]['schema']['input']
>[0];
