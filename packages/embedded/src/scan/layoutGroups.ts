import type { DuckDBConnection } from '@duckdb/node-api';
import { applyNameMapping } from './applyNameMapping';
import { UnsupportedFileLayoutError } from './errors';
import { inspectLayouts, type LayoutGroup } from './inspectLayouts';
import type { ScanInput } from './ScanInput';

/** Layouts of files with field ids on every column that has one, from the footer or the name mapping. */
export async function layoutGroups(
  connection: DuckDBConnection,
  input: Pick<ScanInput, 'nameMapping'>,
  paths: readonly string[],
): Promise<LayoutGroup[]> {
  const groups = await inspectLayouts(connection, paths);
  return groups.map(group => {
    if (group.layout.hasFieldIds) {
      return group;
    }
    if (!input.nameMapping) {
      throw new UnsupportedFileLayoutError(
        'A Parquet file has no field ids and the table no property schema.name-mapping.default',
        group.paths[0],
      );
    }
    const columns = applyNameMapping(group.layout.columns, input.nameMapping);
    return { ...group, layout: { hasFieldIds: false, columns } };
  });
}
