import type { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_LAKEHOUSE,
  ANNOTATION_SCHEMA,
  ANNOTATION_TABLE,
} from './annotations';
import type { TableRef } from './api';

/**
 * The table that an entity stands for; undefined when it is none.
 * @public
 */
export function tableRefOfEntity(entity: Entity): TableRef | undefined {
  const annotations = entity.metadata.annotations ?? {};
  const lakehouse = annotations[ANNOTATION_LAKEHOUSE];
  const schema = annotations[ANNOTATION_SCHEMA];
  const table = annotations[ANNOTATION_TABLE];
  return lakehouse && schema && table
    ? { lakehouse, schema, table }
    : undefined;
}
