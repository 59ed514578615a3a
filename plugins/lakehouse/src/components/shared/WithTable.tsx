import type { ReactNode } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  ANNOTATION_LAKEHOUSE,
  ANNOTATION_SCHEMA,
  ANNOTATION_TABLE,
  tableRefOfEntity,
  type TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { CardFrame } from './CardFrame';
import { EmptyState } from './EmptyState';

/** Key of a table's requests; the same everywhere, so that they are shared. */
export function tableKey(table: TableRef): string {
  return JSON.stringify([table.lakehouse, table.schema, table.table]);
}

/** Hands the table of the entity page to its content, or says why there is none. */
export function WithTable(props: {
  children: (table: TableRef, entityRef: string) => ReactNode;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { entity } = useEntity();
  const table = tableRefOfEntity(entity);
  if (!table) {
    const annotations = [
      ANNOTATION_LAKEHOUSE,
      ANNOTATION_SCHEMA,
      ANNOTATION_TABLE,
    ].join(', ');
    return (
      <CardFrame title={t('tabs.table')}>
        <EmptyState
          title={t('states.notATable')}
          detail={t('states.notATableDetail', { annotations })}
        />
      </CardFrame>
    );
  }
  // A new table is a new page: nothing of the old one may linger.
  return (
    <div key={tableKey(table)} style={{ display: 'contents' }}>
      {props.children(table, stringifyEntityRef(entity))}
    </div>
  );
}
