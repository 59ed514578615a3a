import type { ActionServices } from './ActionServices';
import { createGetMaintenanceRunAction } from './createGetMaintenanceRunAction';
import { createGetTableHealthAction } from './createGetTableHealthAction';
import { createGetTablePolicyAction } from './createGetTablePolicyAction';
import { createListDueMaintenanceAction } from './createListDueMaintenanceAction';
import { createListLakehousesAction } from './createListLakehousesAction';
import { createListTablesAction } from './createListTablesAction';
import { createPlanTableMaintenanceAction } from './createPlanTableMaintenanceAction';
import { createProposeMaintenanceRunAction } from './createProposeMaintenanceRunAction';

/**
 * Registers what agents can do. There is no action that approves, runs, cancels or rolls back: that is for people, in the
 * portal.
 */
export function registerActions(services: ActionServices): void {
  createListLakehousesAction(services);
  createListTablesAction(services);
  createGetTableHealthAction(services);
  createListDueMaintenanceAction(services);
  createGetTablePolicyAction(services);
  createPlanTableMaintenanceAction(services);
  createProposeMaintenanceRunAction(services);
  createGetMaintenanceRunAction(services);
}
