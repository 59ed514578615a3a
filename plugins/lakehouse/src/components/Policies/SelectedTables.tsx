import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { formatCount, TableName, text } from '../shared';
import styles from './policies.module.css';

/** Some of the tables that a policy is for, and how many more there are. */
export function SelectedTables(props: {
  tables: number;
  examples: TableRef[];
}) {
  const { tables, examples } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const more = tables - examples.length;
  if (tables === 0) {
    return <p className={text.note}>{t('policies.detail.tablesNone')}</p>;
  }
  const manyLakehouses = new Set(examples.map(one => one.lakehouse)).size > 1;
  return (
    <>
      <ul className={styles.tables}>
        {examples.map(({ lakehouse, schema, table }) => (
          <li key={JSON.stringify([lakehouse, schema, table])}>
            <TableName
              schema={manyLakehouses ? `${lakehouse}.${schema}` : schema}
              table={table}
            />
          </li>
        ))}
      </ul>
      {more > 0 && (
        <p className={text.note}>
          {t('policies.detail.tablesMore', {
            count: more,
            formattedCount: formatCount(more),
          })}
        </p>
      )}
    </>
  );
}
