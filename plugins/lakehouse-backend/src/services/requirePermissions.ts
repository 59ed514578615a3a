import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  lakehouseCreatePermission,
  lakehouseMaintenanceAdministerPermission,
  lakehouseMaintenanceApprovePermission,
  lakehouseMaintenancePlanPermission,
  lakehouseMaintenanceRunPermission,
  lakehousePolicyAdministerPermission,
  lakehousePolicyReadPermission,
  lakehouseReadPermission,
  lakehouseScanAcceptLossPermission,
  lakehouseScanPermission,
  lakehouseSourceCheckPermission,
  lakehouseTableQueryPermission,
} from '@lakehouse-portal/plugin-lakehouse-common';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';

/** What one may not do without a permission, for the message. */
const DEEDS = new Map<BasicPermission, string>([
  [lakehouseReadPermission, 'see lakehouses and their tables'],
  [lakehouseTableQueryPermission, 'see rows of tables'],
  [lakehouseCreatePermission, 'create a lakehouse'],
  [lakehouseScanPermission, 'ask for a scan'],
  [
    lakehouseScanAcceptLossPermission,
    'accept that many tables are gone from a listing',
  ],
  [lakehouseSourceCheckPermission, 'test the connection to a source'],
  [lakehouseMaintenancePlanPermission, 'have maintenance planned'],
  [lakehouseMaintenanceRunPermission, 'propose or cancel runs of maintenance'],
  [
    lakehouseMaintenanceApprovePermission,
    'approve maintenance or roll it back',
  ],
  [
    lakehouseMaintenanceAdministerPermission,
    'do what can lose data: remove orphan files younger than seven days, or roll back over commits of others',
  ],
  [lakehousePolicyReadPermission, 'see policies of maintenance'],
  [
    lakehousePolicyAdministerPermission,
    'make, change or remove policies of maintenance',
  ],
]);

/**
 * Passes only who has all of the permissions.
 * @throws NotAllowedError about the first permission that is missing.
 */
export async function requirePermissions(
  service: PermissionsService,
  credentials: BackstageCredentials,
  permissions: readonly BasicPermission[],
): Promise<void> {
  const decisions = await service.authorize(
    permissions.map(permission => ({ permission })),
    { credentials },
  );
  const denied = permissions.find(
    (_permission, index) => decisions[index]?.result !== AuthorizeResult.ALLOW,
  );
  if (denied) {
    throw new NotAllowedError(
      `You may not ${DEEDS.get(denied)}. The permission ${
        denied.name
      } would allow it`,
    );
  }
}
