import {
  tableEntityRef,
  type TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { mockTables } from './mockTables';

/** That many tables in two lakehouses, with 40 owners: the mock tables over and over, under other names. */
export function mockManyTables(count: number): TableSummary[] {
  const patterns = mockTables();
  return Array.from({ length: count }, (_, index) => {
    const pattern = patterns[index % patterns.length];
    const ref = {
      lakehouse: index % 3 ? 'retail' : 'clinic',
      schema: pattern.schema,
      table: `${pattern.table}_${String(index).padStart(5, '0')}`,
    };
    return {
      ...pattern,
      ...ref,
      entityRef: tableEntityRef(ref),
      owner:
        pattern.owner &&
        `group:default/team-${String((index * 7) % 40).padStart(2, '0')}`,
      dataFiles: pattern.dataFiles && pattern.dataFiles + index,
    };
  });
}
