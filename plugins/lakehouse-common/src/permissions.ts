import { createPermission } from '@backstage/plugin-permission-common';

/**
 * See lakehouses, their tables, metadata and health.
 * @public
 */
export const lakehouseReadPermission = createPermission({
  name: 'lakehouse.read',
  attributes: { action: 'read' },
});

/**
 * See rows of tables: previews and queries.
 * @public
 */
export const lakehouseTableQueryPermission = createPermission({
  name: 'lakehouse.table.query',
  attributes: { action: 'read' },
});

/**
 * Create a lakehouse.
 * @public
 */
export const lakehouseCreatePermission = createPermission({
  name: 'lakehouse.create',
  attributes: { action: 'create' },
});

/**
 * Ask for a scan now.
 * @public
 */
export const lakehouseScanPermission = createPermission({
  name: 'lakehouse.scan',
  attributes: { action: 'update' },
});

/**
 * Accept that a scan takes more tables for removed than `lakehouse.scan.maxLoss` allows: their entities and history go.
 * @public
 */
export const lakehouseScanAcceptLossPermission = createPermission({
  name: 'lakehouse.scan.acceptLoss',
  attributes: { action: 'update' },
});

/**
 * Test the connection to a source: for administrators, since the answer names hosts and what they refuse.
 * @public
 */
export const lakehouseSourceCheckPermission = createPermission({
  name: 'lakehouse.source.check',
  attributes: { action: 'update' },
});

/**
 * Have maintenance of a table planned: its metadata is read, nothing is changed.
 * @public
 */
export const lakehouseMaintenancePlanPermission = createPermission({
  name: 'lakehouse.maintenance.plan',
  attributes: { action: 'read' },
});

/**
 * Propose that a plan is run, and cancel runs.
 * @public
 */
export const lakehouseMaintenanceRunPermission = createPermission({
  name: 'lakehouse.maintenance.run',
  attributes: { action: 'update' },
});

/**
 * Approve steps of a run, and roll a table back to the snapshot before it.
 * @public
 */
export const lakehouseMaintenanceApprovePermission = createPermission({
  name: 'lakehouse.maintenance.approve',
  attributes: { action: 'update' },
});

/**
 * What can lose data if it is done wrongly: removing orphan files younger than seven days, rolling back over commits of
 * others.
 * @public
 */
export const lakehouseMaintenanceAdministerPermission = createPermission({
  name: 'lakehouse.maintenance.administer',
  attributes: { action: 'update' },
});

/**
 * See policies of maintenance, and which of them apply to a table.
 * @public
 */
export const lakehousePolicyReadPermission = createPermission({
  name: 'lakehouse.policy.read',
  attributes: { action: 'read' },
});

/**
 * Make, change and remove policies of maintenance in the portal: they decide who has to approve what, and what starts
 * without anybody.
 * @public
 */
export const lakehousePolicyAdministerPermission = createPermission({
  name: 'lakehouse.policy.administer',
  attributes: { action: 'update' },
});

/**
 * All permissions of the lakehouse plugin.
 * @public
 */
export const lakehousePermissions = [
  lakehouseReadPermission,
  lakehouseTableQueryPermission,
  lakehouseCreatePermission,
  lakehouseScanPermission,
  lakehouseScanAcceptLossPermission,
  lakehouseSourceCheckPermission,
  lakehouseMaintenancePlanPermission,
  lakehouseMaintenanceRunPermission,
  lakehouseMaintenanceApprovePermission,
  lakehouseMaintenanceAdministerPermission,
  lakehousePolicyReadPermission,
  lakehousePolicyAdministerPermission,
];
