import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  parseEntityRef,
  type ResourceEntity,
  type SystemEntity,
} from '@backstage/catalog-model';
import {
  ANNOTATION_LAKEHOUSE,
  ANNOTATION_LAYER,
  ANNOTATION_SCHEMA,
  ANNOTATION_TABLE,
  ANNOTATION_TABLE_UUID,
  lakehouseEntityName,
  RESOURCE_TYPE_LAKEHOUSE_SCHEMA,
  RESOURCE_TYPE_LAKEHOUSE_TABLE,
  RESOURCE_TYPE_LAKEHOUSE_VIEW,
  schemaEntityName,
  schemaEntityRef,
  SYSTEM_TYPE_LAKEHOUSE,
  type LakehouseDetail,
  type SchemaSummary,
  type TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';

const API_VERSION = 'backstage.io/v1alpha1';

// The catalog's kinds require an owner. This ref does not resolve, which the portal shows as "no owner".
const NO_OWNER = 'unknown';

/*
 * The entities of a lakehouse: a System, a Resource for each schema, and for each table and view.
 *
 * They hold identity, ownership and relations, never figures that change by themselves: a change of health causes no
 * mutation of the catalog. What the entity of a table shows is what `TableSummary.identity` is a hash of.
 */

/** The System of a lakehouse. */
export function lakehouseEntity(lakehouse: LakehouseDetail): SystemEntity {
  return {
    apiVersion: API_VERSION,
    kind: 'System',
    metadata: {
      name: lakehouseEntityName(lakehouse.name),
      title: lakehouse.title,
      description: lakehouse.description,
      annotations: {
        ...lakehouse.annotations,
        ...locationAnnotations(lakehouse.name),
        [ANNOTATION_LAKEHOUSE]: lakehouse.name,
      },
      tags: ['lakehouse'],
    },
    spec: { type: SYSTEM_TYPE_LAKEHOUSE, owner: lakehouse.owner ?? NO_OWNER },
  };
}

/** The Resource of a schema. */
export function schemaEntity(
  lakehouse: LakehouseDetail,
  schema: SchemaSummary,
): ResourceEntity {
  return {
    apiVersion: API_VERSION,
    kind: 'Resource',
    metadata: {
      name: schemaEntityName(lakehouse.name, schema.name),
      title: `${lakehouse.name}.${schema.name}`,
      description: schema.description,
      annotations: {
        ...locationAnnotations(lakehouse.name, schema.name),
        [ANNOTATION_LAKEHOUSE]: lakehouse.name,
        [ANNOTATION_SCHEMA]: schema.name,
        ...layerAnnotation(schema.layer),
      },
      ...layerLabelsAndTags(schema.layer),
    },
    spec: {
      type: RESOURCE_TYPE_LAKEHOUSE_SCHEMA,
      owner: schema.owner ?? lakehouse.owner ?? NO_OWNER,
      system: lakehouseEntityName(lakehouse.name),
    },
  };
}

/** The Resource of a table, or of a view. Its name stays over a rename. */
export function tableEntity(table: TableSummary): ResourceEntity {
  return {
    apiVersion: API_VERSION,
    kind: 'Resource',
    metadata: {
      name: parseEntityRef(table.entityRef).name,
      title: `${table.schema}.${table.table}`,
      description: table.description,
      annotations: {
        ...locationAnnotations(table.lakehouse, table.schema, table.table),
        [ANNOTATION_LAKEHOUSE]: table.lakehouse,
        [ANNOTATION_SCHEMA]: table.schema,
        [ANNOTATION_TABLE]: table.table,
        ...(table.tableUuid
          ? { [ANNOTATION_TABLE_UUID]: table.tableUuid }
          : {}),
        ...layerAnnotation(table.layer),
      },
      ...layerLabelsAndTags(table.layer),
    },
    spec: {
      type:
        table.kind === 'view'
          ? RESOURCE_TYPE_LAKEHOUSE_VIEW
          : RESOURCE_TYPE_LAKEHOUSE_TABLE,
      owner: table.owner ?? NO_OWNER,
      system: lakehouseEntityName(table.lakehouse),
      dependsOn: [schemaEntityRef(table.lakehouse, table.schema)],
    },
  };
}

function locationAnnotations(...path: string[]): Record<string, string> {
  const location = `lakehouse:${path.map(encodeURIComponent).join('/')}`;
  return {
    [ANNOTATION_LOCATION]: location,
    [ANNOTATION_ORIGIN_LOCATION]: location,
  };
}

function layerAnnotation(layer?: string): Record<string, string> {
  return layer ? { [ANNOTATION_LAYER]: layer } : {};
}

function layerLabelsAndTags(layer?: string): {
  labels?: Record<string, string>;
  tags?: string[];
} {
  // A layer of a lakehouse's own may have a name that no label or tag may have: then only the annotation has it.
  return layer && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(layer) && layer.length <= 63
    ? { labels: { [ANNOTATION_LAYER]: layer }, tags: [layer] }
    : {};
}
