import type { TableMetadata } from '@lakehouse-portal/table-metadata';
import type { AilmentId, HealthDimension } from '../model';
import { writesStatistics } from '../properties/writesStatistics';

/**
 * What a table suffers from, as far as a rewrite is to go by it. That statistics are switched off is one thing, that files
 * lack them another: only the latter is cured by a rewrite, and only where writers are to write them.
 *
 * @param table - The judged metadata: with the properties that the rewrite will find.
 * @public
 */
export function rewriteAilments(
  dimensions: readonly HealthDimension[],
  table: Pick<TableMetadata, 'schemas' | 'currentSchemaId' | 'properties'>,
): Set<AilmentId> {
  const found = new Set<AilmentId>();
  for (const { id, ailments = [] } of dimensions) {
    for (const ailment of ailments) {
      if (
        ailment !== 'missing-statistics' ||
        (id === 'order-and-statistics' && writesStatistics(table))
      ) {
        found.add(ailment);
      }
    }
  }
  return found;
}
