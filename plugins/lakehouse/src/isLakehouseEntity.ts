import type { Entity } from '@backstage/catalog-model';
import {
  RESOURCE_TYPE_LAKEHOUSE_SCHEMA,
  RESOURCE_TYPE_LAKEHOUSE_TABLE,
  RESOURCE_TYPE_LAKEHOUSE_VIEW,
  SYSTEM_TYPE_LAKEHOUSE,
} from '@lakehouse-portal/plugin-lakehouse-common';

function isOf(entity: Entity, kind: string, type: string): boolean {
  // Kinds and types are compared as the catalog's own predicates do: ignoring case.
  return (
    entity.kind.toLowerCase() === kind &&
    String(entity.spec?.type ?? '').toLowerCase() === type
  );
}

/**
 * Whether an entity is a table of a lakehouse: for `EntityLayout.Route` and `EntitySwitch.Case`.
 * @public
 */
export function isLakehouseTable(entity: Entity): boolean {
  return isOf(entity, 'resource', RESOURCE_TYPE_LAKEHOUSE_TABLE);
}

/**
 * Whether an entity is a view of a lakehouse.
 * @public
 */
export function isLakehouseView(entity: Entity): boolean {
  return isOf(entity, 'resource', RESOURCE_TYPE_LAKEHOUSE_VIEW);
}

/**
 * Whether an entity is a schema of a lakehouse.
 * @public
 */
export function isLakehouseSchema(entity: Entity): boolean {
  return isOf(entity, 'resource', RESOURCE_TYPE_LAKEHOUSE_SCHEMA);
}

/**
 * Whether an entity is a lakehouse.
 * @public
 */
export function isLakehouse(entity: Entity): boolean {
  return isOf(entity, 'system', SYSTEM_TYPE_LAKEHOUSE);
}
