import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  CardFrame,
  EntityLink,
  SkeletonLines,
  Surface,
  tableKey,
  TableQueryView,
  useLakehouseQuery,
  WithTable,
} from '../shared';
import { TableHealthSummary } from './TableHealthSummary';
import styles from './cards.module.css';

/** Card on the overview of a table: its score, what is the matter, what is due. */
export function TableHealthCard() {
  return (
    <Surface bare>
      <WithTable>
        {(table, entityRef) => (
          <TableHealth table={table} entityRef={entityRef} />
        )}
      </WithTable>
    </Surface>
  );
}

function TableHealth(props: { table: TableRef; entityRef: string }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { table, entityRef } = props;
  const key = tableKey(table);
  const detail = useLakehouseQuery(`table/${key}`, (api, options) =>
    api.getTable(table, options),
  );
  const report = useLakehouseQuery(`health/${key}`, (api, options) =>
    api.getHealth(table, options),
  );
  const query = report.status === 'loaded' ? detail : report;
  return (
    <CardFrame
      title={t('cards.table.title')}
      className={styles.card}
      actions={
        <EntityLink entityRef={entityRef} tab="health">
          {t('cards.table.details')}
        </EntityLink>
      }
    >
      <TableQueryView
        bare
        table={table}
        query={query}
        failed={t('cards.table.failed', {
          table: `${table.schema}.${table.table}`,
        })}
        skeleton={<SkeletonLines lines={6} />}
      >
        {() =>
          report.status === 'loaded' &&
          detail.status === 'loaded' && (
            <TableHealthSummary
              report={report.value}
              summary={detail.value.summary}
              entityRef={entityRef}
            />
          )
        }
      </TableQueryView>
    </CardFrame>
  );
}
