import { useLayoutEffect, useMemo, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TablesQuery } from '@lakehouse-portal/plugin-lakehouse-common';
import { Button } from '@backstage/ui';
import { lakehouseTranslationRef } from '../../translation';
import {
  Banner,
  CardFrame,
  describeError,
  ErrorPanel,
  Loading,
  text,
} from '../shared';
import { ExportTables } from './ExportTables';
import { NoTables } from './NoTables';
import { SavedViews, type ViewCounts } from './SavedViews';
import { TablesFilters } from './TablesFilters';
import { TablesFoot } from './TablesFoot';
import styles from './TablesList.module.css';
import { toTablesQuery } from './TablesState';
import { TablesSkeleton, TablesTable, useTablesWindow } from './TablesTable';
import { useFilterOptions } from './useFilterOptions';
import { useTablePages } from './useTablePages';
import { useTablesState } from './useTablesState';

/** What a list is about. */
export interface TablesListProps {
  /** Narrows the list beyond what people can choose: a lakehouse, a schema. */
  scope: Pick<TablesQuery, 'lakehouse' | 'schema'>;
  /** Layers and owners to choose from. */
  layers: string[];
  owners: Array<string | undefined>;
  /** Left out where there is nothing to choose between. */
  views?: ViewCounts;
  /** Rows name their lakehouse. */
  showLakehouse?: boolean;
  /** Changes when the back end has something new; the rows are then asked for again. */
  revision?: string;
  title: string;
}

/**
 * All tables of a scope: views, search, filters, and a list that the back end sorts,
 * filters and pages, of which only the rows in sight are drawn. Its state is in the address.
 */
export function TablesList(props: TablesListProps) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { scope, layers, owners, views } = props;
  const [state, onChange] = useTablesState();
  const options = useFilterOptions(layers, owners);
  const { lakehouse, schema } = scope;
  const query = useMemo<TablesQuery>(
    () => ({ lakehouse, schema, ...toTablesQuery(state) }),
    [lakehouse, schema, state],
  );
  // How many rows there are decides what is drawn, which decides what is asked for.
  const [drawnTotal, setDrawnTotal] = useState<number>();
  const rows = useTablesWindow(drawnTotal);
  const list = useTablePages(query, rows, props.revision ?? '');
  const { total } = list.pages;
  // Before the first paint: nobody sees as many rows as stood in for the list.
  useLayoutEffect(() => setDrawnTotal(total), [total]);
  const failed = list.error && total === undefined;

  return (
    <div className={styles.list}>
      {views && <SavedViews state={state} onChange={onChange} counts={views} />}
      <TablesFilters state={state} onChange={onChange} options={options} />
      <p role="status" className={text.hidden}>
        {total !== undefined && !list.stale
          ? t('fleet.list.announce', {
              count: total,
              formattedCount: String(total),
            })
          : ''}
      </p>
      {list.error && total !== undefined && (
        <Banner
          tone="warning"
          title={t('fleet.list.refreshFailed')}
          action={
            <Button size="small" variant="tertiary" onPress={list.retry}>
              {t('states.retry')}
            </Button>
          }
        >
          {describeError(list.error).message}
        </Banner>
      )}
      <CardFrame
        flush
        title={props.title}
        className={styles.card}
        actions={
          total ? <ExportTables query={query} total={total} /> : undefined
        }
      >
        {list.error && failed && (
          <div className={styles.pad}>
            <ErrorPanel
              title={t('fleet.list.failed')}
              error={list.error}
              onRetry={list.retry}
            />
          </div>
        )}
        {total === undefined && !failed && (
          <Loading>
            <TablesSkeleton />
          </Loading>
        )}
        {total === 0 && (
          <NoTables
            scope={scope}
            state={state}
            options={options}
            onChange={onChange}
          />
        )}
        {total !== undefined && total > 0 && (
          <>
            <TablesTable
              rows={rows}
              list={list}
              state={state}
              onChange={onChange}
              showLakehouse={props.showLakehouse ?? false}
              caption={props.title}
            />
            <TablesFoot total={total} state={state} />
          </>
        )}
      </CardFrame>
    </div>
  );
}
