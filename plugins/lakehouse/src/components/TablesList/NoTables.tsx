import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TablesQuery } from '@lakehouse-portal/plugin-lakehouse-common';
import { Button } from '@backstage/ui';
import { RiFilterOffLine, RiTable2 } from '@remixicon/react';
import { lakehouseTranslationRef } from '../../translation';
import { EmptyState, formatCount, useLakehouseQuery } from '../shared';
import { activeFilters } from './activeFilters';
import {
  isFiltered,
  NO_FILTER,
  type TablesState,
  toTablesQuery,
} from './TablesState';
import type { FilterOptions } from './useFilterOptions';
import type { ChangeTablesState } from './useTablesState';

interface NoTablesProps {
  scope: Pick<TablesQuery, 'lakehouse' | 'schema'>;
  state: TablesState;
  options: FilterOptions;
  onChange: ChangeTablesState;
}

/** No row: because of the filter, which is named and can be dropped, or because there is none. */
export function NoTables(props: NoTablesProps) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  if (!isFiltered(props.state)) {
    return (
      <EmptyState
        icon={<RiTable2 size={20} />}
        title={t('fleet.none.title')}
        detail={t('fleet.none.detail')}
      />
    );
  }
  return <NoMatch {...props} />;
}

function NoMatch(props: NoTablesProps) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { scope, state, options, onChange } = props;
  const filters = activeFilters(state, options);
  const [first] = filters;
  const others = {
    ...scope,
    ...toTablesQuery({ ...state, ...first.without }),
    offset: 0,
    limit: 1,
  };
  const query = useLakehouseQuery(
    `tables/${JSON.stringify(others)}`,
    (api, request) => api.listTables(others, request),
  );
  const without = query.status === 'loaded' ? query.value.totalItems : 0;
  const named = filters.map(filter => filter.label).join(', ');
  return (
    <EmptyState
      icon={<RiFilterOffLine size={20} />}
      title={t('fleet.noMatch.title')}
      detail={
        without > 0
          ? t('fleet.noMatch.without', {
              filters: named,
              count: without,
              formattedCount: formatCount(without),
              dropped: first.label,
            })
          : t('fleet.noMatch.detail', { filters: named })
      }
      actions={
        <>
          {filters.length > 1 && (
            <Button
              size="small"
              variant="secondary"
              onPress={() => onChange(first.without)}
            >
              {t('fleet.noMatch.drop', { filter: first.label })}
            </Button>
          )}
          <Button
            size="small"
            variant={filters.length > 1 ? 'tertiary' : 'secondary'}
            onPress={() => onChange(NO_FILTER)}
          >
            {t('fleet.filters.clear')}
          </Button>
        </>
      }
    />
  );
}
