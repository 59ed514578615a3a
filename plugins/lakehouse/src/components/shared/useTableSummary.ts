import {
  tableNameParameter,
  type TableRef,
  type TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { useLakehouseQuery, type LakehouseQuery } from './useLakehouseQuery';
import { tableKey } from './WithTable';

/** A table or view as lists show it, whether or not its metadata is read; undefined where the back end lists none of that name. */
export function useTableSummary(
  table: TableRef,
): LakehouseQuery<TableSummary | undefined> {
  return useLakehouseQuery(
    `summary/${tableKey(table)}`,
    async (api, options): Promise<TableSummary | undefined> => {
      const { items } = await api.listTables(
        {
          lakehouse: table.lakehouse,
          name: [tableNameParameter(table)],
          limit: 1,
        },
        options,
      );
      return items[0];
    },
  );
}
