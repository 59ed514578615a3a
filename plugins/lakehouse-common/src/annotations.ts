/**
 * Name of the lakehouse that an entity belongs to or is; on Systems, schemas and tables.
 * @public
 */
export const ANNOTATION_LAKEHOUSE = 'lakehouse-portal.io/lakehouse';

/**
 * Namespace (schema) of a schema or table entity, levels joined by dots.
 * @public
 */
export const ANNOTATION_SCHEMA = 'lakehouse-portal.io/schema';

/**
 * Name of the table (or view) in its schema.
 * @public
 */
export const ANNOTATION_TABLE = 'lakehouse-portal.io/table';

/**
 * UUID of the table from its metadata; the entity's identity survives a rename by it.
 * @public
 */
export const ANNOTATION_TABLE_UUID = 'lakehouse-portal.io/table-uuid';

/**
 * Medallion layer: `bronze`, `silver`, `gold`, or a name of the lakehouse's own. Also a label, so that it can be filtered by.
 * @public
 */
export const ANNOTATION_LAYER = 'lakehouse-portal.io/layer';

/**
 * `spec.type` of a schema entity (kind Resource).
 * @public
 */
export const RESOURCE_TYPE_LAKEHOUSE_SCHEMA = 'lakehouse-schema';

/**
 * `spec.type` of a table entity (kind Resource).
 * @public
 */
export const RESOURCE_TYPE_LAKEHOUSE_TABLE = 'lakehouse-table';

/**
 * `spec.type` of the entity of a view (kind Resource).
 * @public
 */
export const RESOURCE_TYPE_LAKEHOUSE_VIEW = 'lakehouse-view';

/**
 * `spec.type` of a lakehouse entity (kind System).
 * @public
 */
export const SYSTEM_TYPE_LAKEHOUSE = 'lakehouse';
