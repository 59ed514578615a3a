import type { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_LAKEHOUSE,
  ANNOTATION_LAYER,
  ANNOTATION_SCHEMA,
  ANNOTATION_TABLE,
  lakehouseEntityName,
  RESOURCE_TYPE_LAKEHOUSE_SCHEMA,
  RESOURCE_TYPE_LAKEHOUSE_TABLE,
  schemaEntityName,
  SYSTEM_TYPE_LAKEHOUSE,
  tableEntityName,
  type TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { mockLakehouse } from './mockLakehouses';
import { mockTables } from './mockTables';

/** The entity of a table, as the entity provider makes it. */
export function mockTableEntity(ref: TableRef, owner?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: tableEntityName(ref),
      namespace: 'default',
      title: `${ref.schema}.${ref.table}`,
      annotations: {
        [ANNOTATION_LAKEHOUSE]: ref.lakehouse,
        [ANNOTATION_SCHEMA]: ref.schema,
        [ANNOTATION_TABLE]: ref.table,
        [ANNOTATION_LAYER]: ref.schema,
      },
    },
    spec: { type: RESOURCE_TYPE_LAKEHOUSE_TABLE, owner, system: ref.lakehouse },
    relations: [
      ...(owner ? [{ type: 'ownedBy', targetRef: owner }] : []),
      { type: 'partOf', targetRef: `system:default/${ref.lakehouse}` },
      {
        type: 'dependsOn',
        targetRef: `resource:default/${schemaEntityName(
          ref.lakehouse,
          ref.schema,
        )}`,
      },
    ],
  };
}

/** The entity of a schema. */
export function mockSchemaEntity(lakehouse: string, schema: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: schemaEntityName(lakehouse, schema),
      namespace: 'default',
      title: schema,
      annotations: {
        [ANNOTATION_LAKEHOUSE]: lakehouse,
        [ANNOTATION_SCHEMA]: schema,
        [ANNOTATION_LAYER]: schema,
      },
    },
    spec: {
      type: RESOURCE_TYPE_LAKEHOUSE_SCHEMA,
      owner: 'group:default/data-platform',
      system: lakehouse,
    },
    relations: [
      { type: 'ownedBy', targetRef: 'group:default/data-platform' },
      { type: 'partOf', targetRef: `system:default/${lakehouse}` },
    ],
  };
}

/** The entity of a lakehouse. */
export function mockLakehouseEntity(lakehouse: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: {
      name: lakehouseEntityName(lakehouse),
      namespace: 'default',
      title: 'Retail',
      annotations: { [ANNOTATION_LAKEHOUSE]: lakehouse },
    },
    spec: { type: SYSTEM_TYPE_LAKEHOUSE, owner: 'group:default/data-platform' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/data-platform' }],
  };
}

/** Every entity of the mock lakehouse, and one that is none of ours. */
export function mockEntities(): Entity[] {
  const { name, schemas } = mockLakehouse();
  return [
    mockLakehouseEntity(name),
    ...schemas.map(schema => mockSchemaEntity(name, schema.name)),
    ...mockTables().map(table => mockTableEntity(table, table.owner)),
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'shop', namespace: 'default' },
      spec: {
        type: 'service',
        owner: 'group:default/web-analytics',
        lifecycle: 'production',
      },
    },
  ];
}
