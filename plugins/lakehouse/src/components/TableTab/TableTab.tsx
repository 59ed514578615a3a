import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  Surface,
  tableKey,
  TableQueryView,
  useLakehouseQuery,
  WithTable,
} from '../shared';
import { TableDetails } from './TableDetails';
import { TableSkeleton } from './TableSkeleton';

/**
 * The Table tab of a table's entity page: columns, how the schema and the partitioning
 * changed, sort order, how to query it, properties with poor settings marked.
 */
export function TableTab() {
  return (
    <Surface>
      <WithTable>{table => <TableTabContent table={table} />}</WithTable>
    </Surface>
  );
}

function TableTabContent(props: { table: TableRef }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { table } = props;
  const name = `${table.schema}.${table.table}`;
  const query = useLakehouseQuery(`table/${tableKey(table)}`, (api, options) =>
    api.getTable(table, options),
  );
  return (
    <TableQueryView
      query={query}
      table={table}
      card={t('tabs.table')}
      failed={t('table.failed', { table: name })}
      notAllowed={t('table.notAllowed', { table: name })}
      skeleton={<TableSkeleton />}
    >
      {(detail, stale) => <TableDetails detail={detail} stale={stale} />}
    </TableQueryView>
  );
}
