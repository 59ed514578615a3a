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
 * Test the connection to a source: for administrators, since the answer names hosts and what they refuse.
 * @public
 */
export const lakehouseSourceCheckPermission = createPermission({
  name: 'lakehouse.source.check',
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
  lakehouseSourceCheckPermission,
];
