import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiEyeLine } from '@remixicon/react';
import {
  schemaEntityRef,
  type TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  Age,
  CardFrame,
  EmptyState,
  EntityLink,
  QueryView,
  SkeletonLines,
  Surface,
  text,
  useTableSummary,
  WithTable,
} from '../shared';
import styles from './cards.module.css';

/** Card on the overview of a view: that it is one, and why there are no snapshots and no health. */
export function ViewCard() {
  return (
    <Surface bare>
      <WithTable>{table => <View table={table} />}</WithTable>
    </Surface>
  );
}

function View(props: { table: TableRef }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { table } = props;
  const name = `${table.schema}.${table.table}`;
  const query = useTableSummary(table);
  return (
    <CardFrame
      title={t('cards.view.title')}
      className={styles.card}
      actions={
        <EntityLink
          entityRef={schemaEntityRef(table.lakehouse, table.schema)}
          tab="tables"
        >
          {t('cards.view.tables', { schema: table.schema })}
        </EntityLink>
      }
    >
      <QueryView
        query={query}
        failed={t('cards.view.failed', { view: name })}
        skeleton={<SkeletonLines lines={3} />}
      >
        {summary =>
          summary ? (
            <>
              <EmptyState
                icon={<RiEyeLine size={20} />}
                title={t('states.isView', { table: name })}
                detail={t('cards.view.detail')}
              />
              {summary.scannedAt && (
                <p className={text.note}>
                  {t('cards.view.listed', {
                    age: <Age at={summary.scannedAt} />,
                  })}
                </p>
              )}
            </>
          ) : (
            <EmptyState
              title={t('cards.view.gone', { view: name })}
              detail={t('states.try.notFound')}
            />
          )
        }
      </QueryView>
    </CardFrame>
  );
}
