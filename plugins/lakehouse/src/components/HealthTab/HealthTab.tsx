import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  CardFrame,
  QueryView,
  SkeletonLines,
  Split,
  Surface,
  tableKey,
  useLakehouseQuery,
  WithTable,
} from '../shared';
import { HealthReport } from './HealthReport';

/** The Health tab of a table's entity page. */
export function HealthTab() {
  return (
    <Surface>
      <WithTable>
        {(table, entityRef) => (
          <TableHealthView table={table} entityRef={entityRef} />
        )}
      </WithTable>
    </Surface>
  );
}

/** Health of a table: asks the back end, and shows the report or its state. */
export function TableHealthView(props: {
  table: TableRef;
  /** Of the table, for the way to its other tabs. */
  entityRef?: string;
}) {
  const { table, entityRef } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const query = useLakehouseQuery(`health/${tableKey(table)}`, (api, options) =>
    api.getHealth(table, options),
  );
  return (
    <QueryView
      query={query}
      failed={t('health.failed', { table: `${table.schema}.${table.table}` })}
      skeleton={<HealthSkeleton />}
    >
      {report => (
        <HealthReport table={table} entityRef={entityRef} report={report} />
      )}
    </QueryView>
  );
}

/** The frames of the page at their final height, so that nothing jumps when it comes. */
function HealthSkeleton() {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <div style={{ display: 'grid', gap: 'var(--bui-space-4)' }}>
      <SkeletonLines lines={2} height={18} />
      <Split
        ratio="2:1"
        aside={
          <CardFrame title={t('health.history.title')}>
            <SkeletonLines lines={12} />
          </CardFrame>
        }
      >
        <CardFrame title={t('health.score.title')}>
          <SkeletonLines lines={12} />
        </CardFrame>
      </Split>
      <CardFrame title={t('health.dimensions.title')}>
        <SkeletonLines lines={18} />
      </CardFrame>
    </div>
  );
}
